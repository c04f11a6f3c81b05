using System.Text.Json;

namespace Bot.Tests.Api;

public sealed class DeadlinesTests(BotHost bot)
{
    [Fact]
    public async Task Deadlines_OfTheFirstNotice_AreThoseOfItsText()
    {
        var deadlines = (await bot.GetAsync("/api/deadlines?notice=ruoqiang-2024&asOf=2024-10-10")).EnumerateArray()
            .ToDictionary(d => d.GetProperty("id").GetString()!, d => (d.GetProperty("opens").GetString(), d.GetProperty("closes").GetString(), d.GetProperty("derived").GetBoolean()));
        Assert.Equal(("2024-09-27", "2024-10-25", false), deadlines["apply"]);
        Assert.Equal(("2024-10-08", "2024-10-25", false), deadlines["review"]);
        Assert.Equal(("2024-10-28", "2024-11-01", false), deadlines["paper"]);
        Assert.Equal((null, "2024-12-31", false), deadlines["appraisal"]);
        Assert.Equal((null, "2024-10-17", true), deadlines["publicity"]);
    }

    [Fact]
    public async Task DerivedDeadline_ShowsTheCountedDays()
    {
        var publicity = (await bot.GetAsync("/api/deadlines?notice=ruoqiang-2024")).EnumerateArray().Single(d => d.GetProperty("id").GetString() == "publicity");
        var explanation = publicity.GetProperty("explanation").GetString()!;
        Assert.All(new[] { "10月18日", "10月21日", "10月22日", "10月23日", "10月24日" }, day => Assert.Contains(day, explanation, StringComparison.Ordinal));
    }

    /// <summary>A plus sign that nobody percent-encoded is a space in a query.</summary>
    [Theory]
    [InlineData("?asOf=2024-10-10T10:00:00+08:00")]
    [InlineData("?asOf=2024-10-10T10:00:00%2B08:00")]
    [InlineData("?asOf=2024-10-10T02:00:00Z")]
    [InlineData("?notice=&asOf=")]
    [InlineData("")]
    public async Task Deadlines_AskedInAnyFairWay_AreAnswered(string query) =>
        Assert.Equal(JsonValueKind.Array, (await bot.GetAsync("/api/deadlines" + query)).ValueKind);

    [Fact]
    public async Task Chinese_IsWrittenAsItIs()
    {
        var text = await bot.Client.GetStringAsync("/api/deadlines", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("\\u", text, StringComparison.Ordinal);
    }
}
