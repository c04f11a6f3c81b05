using System.Text.Json;

namespace Bot.Tests.Api;

public sealed class SelfCheckTests(BotHost bot)
{
    private static readonly Dictionary<string, object> Settled = new()
    {
        ["education"] = "bachelor", ["study_mode"] = "full_time", ["in_county"] = true, ["employer_type"] = "enterprise",
        ["professional_post"] = true, ["work_start"] = "2024-07-01", ["specialty"] = "水利", ["assessment"] = "passed",
        ["ce_exempt"] = false, ["chsi_found"] = true, ["education_system"] = false,
    };

    private Task<JsonElement> CheckAsync(object profile, string asOf = "2024-10-10") =>
        bot.PostAsync("/api/self-check", new { profile, asOf });

    [Fact]
    public async Task Answer_HasTheFieldsOfTheContract()
    {
        var result = await CheckAsync(new { });
        Assert.Equal(["verdict", "notice", "asOf", "criteria", "materials", "missing", "nextQuestion", "deadlines"], Names(result));
        Assert.Equal("ruoqiang-2024", result.GetProperty("notice").GetString());
        Assert.Equal("2024-10-10", result.GetProperty("asOf").GetString());
        Assert.Equal(["education", "employer", "post", "tenure", "assessment", "specialty", "putonghua"], result.GetProperty("criteria").EnumerateArray().Select(c => c.GetProperty("id").GetString()));
        Assert.All(result.GetProperty("criteria").EnumerateArray(), c => Assert.Equal(["id", "status", "reason", "citations"], Names(c)));
        Assert.All(result.GetProperty("materials").EnumerateArray(), m => Assert.Equal(["id", "name", "status", "where", "note", "citations"], Names(m)));
        Assert.All(result.GetProperty("deadlines").EnumerateArray(), d => Assert.Equal(["id", "name", "opens", "closes", "audience", "derived", "explanation", "citations"], Names(d)));
        Assert.Equal(["field", "text", "options"], Names(result.GetProperty("nextQuestion")));
    }

    [Fact]
    public async Task NothingKnown_IsIncompleteAndAsksTheFirstField()
    {
        var result = await CheckAsync(new { });
        Assert.Equal("incomplete", result.GetProperty("verdict").GetString());
        Assert.Contains("education", result.GetProperty("missing").EnumerateArray().Select(m => m.GetString()));
        var question = result.GetProperty("nextQuestion");
        Assert.All(question.GetProperty("options").EnumerateArray(), o => Assert.Equal(["value", "text"], Names(o)));
    }

    [Fact]
    public async Task EverythingMet_IsEligibleAndAsksNothing()
    {
        var result = await CheckAsync(Settled);
        Assert.Equal("eligible", result.GetProperty("verdict").GetString());
        Assert.Empty(result.GetProperty("missing").EnumerateArray());
        Assert.False(result.TryGetProperty("nextQuestion", out _));
        Assert.False(result.TryGetProperty("eligibleFrom", out _));
        Assert.Equal("not-applicable", Status(result, "putonghua"));
    }

    [Fact]
    public async Task WorkBegunTooLate_IsNotYetAndSaysFromWhen()
    {
        var result = await CheckAsync(new Dictionary<string, object>(Settled) { ["education"] = "associate", ["work_start"] = "2024-03-01" });
        Assert.Equal("not-yet", result.GetProperty("verdict").GetString());
        Assert.Equal("2025-03-01", result.GetProperty("eligibleFrom").GetString());
        Assert.Equal("pending", Status(result, "tenure"));
    }

    /// <summary>Whoever fills in what is asked, with a value that is offered, must get to an outcome.</summary>
    [Fact]
    public async Task OfferedValues_AreAcceptedAsTheyAre()
    {
        var profile = new Dictionary<string, object>();
        for (var round = 0; round < 20; round++)
        {
            var result = await CheckAsync(profile);
            if (!result.TryGetProperty("nextQuestion", out var question)) break;
            var options = question.GetProperty("options");
            profile.Add(question.GetProperty("field").GetString()!, options.GetArrayLength() > 0 ? options[0].GetProperty("value") : "2022-07-01");
        }

        var last = await CheckAsync(profile);
        Assert.NotEqual("incomplete", last.GetProperty("verdict").GetString());
        Assert.False(last.TryGetProperty("nextQuestion", out _));
    }

    [Fact]
    public async Task NullInAProfile_IsUnknown()
    {
        var known = await CheckAsync(new Dictionary<string, object?> { ["education"] = "bachelor", ["study_mode"] = null });
        Assert.Contains("study_mode", known.GetProperty("missing").EnumerateArray().Select(m => m.GetString()));
    }

    [Fact]
    public async Task Day_IsThatOfShanghai()
    {
        var result = await CheckAsync(Settled, "2024-10-25T16:30:00Z");
        Assert.Equal("2024-10-26", result.GetProperty("asOf").GetString());
    }

    [Fact]
    public async Task Citations_LeadToTheirClauses()
    {
        var result = await CheckAsync(Settled);
        var citations = result.GetProperty("criteria").EnumerateArray().Concat(result.GetProperty("materials").EnumerateArray())
            .SelectMany(x => x.GetProperty("citations").EnumerateArray()).ToList();
        Assert.NotEmpty(citations);
        Assert.All(citations, c =>
        {
            Assert.Equal(["clause", "quote", "url"], Names(c));
            Assert.Matches("^/notices/ruoqiang-2024#[!-~]+$", c.GetProperty("url").GetString()!);
        });
    }

    private static string? Status(JsonElement result, string criterion) =>
        result.GetProperty("criteria").EnumerateArray().Single(c => c.GetProperty("id").GetString() == criterion).GetProperty("status").GetString();

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);
}
