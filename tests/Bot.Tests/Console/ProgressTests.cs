using Bot.HrConsole;
using Dialogs.Turns;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Rules;
using TestKit;

namespace Bot.Tests.Console;

/// <summary>How far somebody has come, as HR sees it.</summary>
public sealed class ProgressTests
{
    private static readonly NoticeLibrary Notices = PackLibrary.Load(Repository.At("Knowledge", "Packs")).Library;
    private static readonly DateTimeOffset Now = new(2024, 10, 10, 10, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Verdict_OverturnedByACorrection_IsNotCountedAnyMore()
    {
        var settled = Person(Verdict.Ineligible, ("education", "associate"), ("study_mode", "part_time"));
        Assert.Equal((Stage.Concluded, Verdict.Ineligible), Seen(settled));
        var corrected = Person(Verdict.Ineligible, ("education", "associate"), ("study_mode", "full_time"));
        Assert.Equal((Stage.Told, Verdict.Incomplete), Seen(corrected));
    }

    /// <summary>Behind twenty-five people stood an empty page that said nobody had ever come.</summary>
    [Theory]
    [InlineData(1, 24, false)]
    [InlineData(1, 25, false)]
    [InlineData(1, 26, true)]
    [InlineData(2, 50, false)]
    [InlineData(2, 51, true)]
    public void Page_WithNobodyBehindIt_IsTheLast(int page, long people, bool next) => Assert.Equal(next, PeopleList.HasNext(page, people));

    [Fact]
    public void Verdict_NeverShown_IsNone() => Assert.Equal((Stage.Told, null), Seen(Person(null, ("education", "associate"))));

    private static (Stage, Verdict?) Seen(ConversationState person) => Progress.Of(person, Notices, Now) is var seen ? (seen.Stage, seen.Verdict) : default;

    private static ConversationState Person(Verdict? shown, params (string Field, string Value)[] facts)
    {
        var profile = ProfileReader.Read(Notices.All[0], [.. facts.Select(f => new KeyValuePair<string, object?>(f.Field, f.Value))]).Profile;
        return new() { Notice = Notices.All[0].Id.Value, Facts = profile, Check = new() { Active = true, Shown = shown } };
    }
}
