using System.Collections.Immutable;
using Bot.Broadcasts.Audiences;
using Bot.HrConsole.Broadcasts;
using Knowledge.Rules;

namespace Bot.Tests.Console;

/// <summary>What the form shows is what is sent to.</summary>
public sealed class AudienceFormTests
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

    [Fact]
    public void Audience_OfAResend_IsNotForTheForm() => Assert.Null(AudienceForm.Write(new Audience.FailedIn("abc", false)));
}
