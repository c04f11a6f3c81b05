using System.Text.Json;

namespace Bot.Tests.Api;

public sealed class AskTests(BotHost bot)
{
    private Task<JsonElement> AskAsync(string question, object? profile = null) =>
        bot.PostAsync("/api/ask", new { question, profile, asOf = "2024-10-10T10:00:00+08:00" });

    [Fact]
    public async Task Answer_HasTheFieldsOfTheContract()
    {
        var answer = await AskAsync("网上申报哪天截止");
        Assert.Equal(["status", "topic", "text", "citations", "suggestions", "asOf", "notice"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal("answered", answer.GetProperty("status").GetString());
        Assert.Equal("2024-10-10T10:00:00+08:00", answer.GetProperty("asOf").GetString());
        Assert.Equal("ruoqiang-2024", answer.GetProperty("notice").GetString());
        Assert.Contains("10月25日", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.All(answer.GetProperty("citations").EnumerateArray(), c => Assert.Equal(["clause", "quote", "url"], c.EnumerateObject().Select(p => p.Name)));
        Assert.Empty(SchemaCheck.Faults(await bot.GetAsync("/openapi/v1.json"), "AskResponse", answer));
    }

    [Fact]
    public async Task Answer_ToWhatTheNoticeDoesNotSay_DeclinesWithTheOffice()
    {
        var answer = await AskAsync("评上以后每个月工资涨多少钱");
        Assert.Equal("declined", answer.GetProperty("status").GetString());
        Assert.Contains("7105096", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Without Redis: this host has none.</summary>
    [Fact]
    public async Task Answer_AskedNow_NeedsNoRedis()
    {
        var answer = await bot.PostAsync("/api/ask", new { question = "要交多少钱" });
        Assert.NotEmpty(answer.GetProperty("text").GetString()!);
    }

    [Theory]
    [InlineData("网上申报\u0000哪天\u200b截止")]
    [InlineData("网上申报哪天截止，我的身份证是652824199001011234")]
    public async Task Question_WithWhatShouldNotBeThere_IsAnsweredAllTheSame(string question) =>
        Assert.Equal("answered", (await AskAsync(question)).GetProperty("status").GetString());

    [Fact]
    public async Task ExampleOfTheDescription_IsAnswered()
    {
        var document = await bot.GetAsync("/openapi/v1.json");
        var example = document.GetProperty("components").GetProperty("schemas").GetProperty("AskRequest").GetProperty("examples")[0];
        using var response = await bot.PostAsync("/api/ask", example.GetRawText());
        Assert.True(response.IsSuccessStatusCode);
    }
}
