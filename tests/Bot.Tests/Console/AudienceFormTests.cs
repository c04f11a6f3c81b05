using System.Collections.Immutable;
using Bot.Broadcasts.Audiences;
using Bot.Delivery;
using Bot.HrConsole.Broadcasts;
using Knowledge.Notices;
using Knowledge.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Console;

/// <summary>What the form shows is what is sent to.</summary>
public sealed class AudienceFormTests(BotHost bot)
{
    public static TheoryData<string> Shown => [.. Cases.Keys];

    private static readonly ImmutableDictionary<string, Audience> Cases = ImmutableDictionary.CreateRange(new KeyValuePair<string, Audience>[]
    {
        new("all", new Audience.Everybody()),
        new("one", new Audience.WithVerdict([Verdict.Eligible])),
        new("except", new Audience.Not(new Audience.OnChannel(["webchat"]))),
        new("both", new Audience.All([new Audience.Missing(null), new Audience.WithFact("education", ["bachelor", ""])])),
        new("either", new Audience.Any([new Audience.InRole(["申报人"]), new Audience.Listed("abc"), new Audience.Unacknowledged("xyz"), new Audience.Missing("diploma")])),
    });

    [Theory]
    [MemberData(nameof(Shown))]
    public void Audience_ShownAndReadAgain_IsTheSame(string name)
    {
        var (rows, any) = AudienceForm.Write(Cases[name])!.Value;
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(Cases[name]), System.Text.Json.JsonSerializer.Serialize(AudienceForm.Read(rows, any)));
    }

    [Theory]
    [InlineData("all", "每一个用过助手的人")]
    [InlineData("one", "自查结论是“符合条件”")]
    [InlineData("except", "渠道不是“网页”")]
    [InlineData("both", "还有材料没打勾，并且学历是“本科”或“还没说”")]
    [InlineData("either", "身份是“申报人”，或者在名单文件里，或者没点那条群发的“收到”，或者还缺毕业证扫描件")]
    public void Audience_ToBeApproved_IsSaidInWords(string name, string words) =>
        Assert.Equal(words, AudienceWords.Of(Cases[name], bot.Services.GetRequiredService<NoticeLibrary>().All[0], bot.Services.GetRequiredService<Deliverer>()));

    [Fact]
    public void Audience_OfAResend_IsNotForTheForm() => Assert.Null(AudienceForm.Write(new Audience.FailedIn("abc", false)));
}
