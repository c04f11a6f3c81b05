using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.Tests.Api;

/// <summary>The description must be that of what is really sent.</summary>
public sealed class OpenApiTests(BotHost bot)
{
    private async Task<JsonElement> DocumentAsync() => await bot.GetAsync("/openapi/v1.json");

    [Fact]
    public async Task Document_DescribesTheThreeInterfaces()
    {
        // The console's own addresses exist from the first visit on.
        using var visit = await bot.Client.GetAsync("/console/sign-in", TestContext.Current.CancellationToken);
        var document = await DocumentAsync();
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(["/api/ask", "/api/deadlines", "/api/self-check"], document.GetProperty("paths").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["notice", "asOf"], document.GetProperty("paths").GetProperty("/api/deadlines").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Enumerations_AreThoseOfTheContract()
    {
        var schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");
        Assert.Equal(["answered", "clarify", "declined", "chitchat"], Enum(schemas.GetProperty("AskStatus")));
        Assert.Equal(["eligible", "not-yet", "ineligible", "needs-review", "incomplete"], Enum(schemas.GetProperty("Verdict")));
        Assert.Equal(["met", "unmet", "pending", "review", "unknown", "not-applicable"], Enum(schemas.GetProperty("CriterionStatus")));
        Assert.Equal(["required", "if-available"], Enum(schemas.GetProperty("MaterialStatus")));
        Assert.Equal(["ruoqiang-2024"], Enum(schemas.GetProperty("AskRequest").GetProperty("properties").GetProperty("notice")));
    }

    [Fact]
    public async Task Profile_IsDescribedByTheNoticesOwnFields()
    {
        var profile = (await DocumentAsync()).GetProperty("components").GetProperty("schemas").GetProperty("Profile-ruoqiang-2024");
        Assert.False(profile.GetProperty("additionalProperties").GetBoolean());
        var fields = profile.GetProperty("properties");
        Assert.Equal(["bachelor", "associate", "secondary", "postgraduate", "below"], Enum(fields.GetProperty("education")));
        Assert.Equal("boolean", fields.GetProperty("in_county").GetProperty("type").GetString());
        Assert.Contains("work_start", fields.EnumerateObject().Select(f => f.Name));
    }

    [Fact]
    public async Task ExampleOfASelfCheck_IsAccepted()
    {
        var example = (await DocumentAsync()).GetProperty("components").GetProperty("schemas").GetProperty("SelfCheckRequest").GetProperty("examples")[0];
        using var response = await bot.PostAsync("/api/self-check", example.GetRawText());
        Assert.True(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Answers_AreAsDescribed()
    {
        var document = await DocumentAsync();
        var check = await bot.PostAsync("/api/self-check", new { profile = new { education = "associate" }, asOf = "2024-10-10" });
        Assert.Empty(SchemaCheck.Faults(document, "SelfCheckResponse", check));
        var deadlines = await bot.GetAsync("/api/deadlines");
        Assert.All(deadlines.EnumerateArray(), d => Assert.Empty(SchemaCheck.Faults(document, "WireDeadline", d)));
        using var refused = await bot.PostAsync("/api/self-check", """{"profile":{"education":1,"x":2}}""");
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Empty(SchemaCheck.Faults(document, "Problem", problem));
    }

    private static IEnumerable<string?> Enum(JsonElement schema) => schema.GetProperty("enum").EnumerateArray().Select(v => v.GetString());
}
