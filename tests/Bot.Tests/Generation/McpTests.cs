using System.Net;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Bot.Tests.Generation;

/// <summary><c>/mcp</c> as another assistant uses it, with the protocol's own client.</summary>
public sealed class McpTests(McpTests.Host host) : IClassFixture<McpTests.Host>
{
    private const string Key = "a-key-of-the-tests";
    private readonly BotHost bot = host.Bot;

    [Fact]
    public async Task Tools_Listed_AreTheThreeLookUpsAndTheSelfCheck()
    {
        await using var client = await ConnectAsync();

        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["deadlines", "levels_and_materials", "search_clauses", "self_check"], tools.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, t => Assert.NotEmpty(t.Description));
        Assert.Contains("ruoqiang-2024", client.ServerInstructions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SearchClauses_Words_FindsTheClause()
    {
        var found = await CallAsync("search_clauses", new() { ["query"] = "普通话 语文学科" });

        Assert.Equal("五（一）3", found[0].GetProperty("clause").GetString());
    }

    [Fact]
    public async Task Deadlines_SayWhatTheApiSays()
    {
        var found = await CallAsync("deadlines", []);

        Assert.Equal((await bot.GetAsync("/api/deadlines")).GetRawText(), found.GetRawText());
    }

    [Fact]
    public async Task SelfCheck_OfAProfile_SaysWhatTheApiSays()
    {
        var profile = new Dictionary<string, object> { ["education"] = "bachelor", ["study_mode"] = "part_time" };

        var found = await CallAsync("self_check", new() { ["profile"] = profile });

        Assert.Equal("ineligible", found.GetProperty("verdict").GetString());
        Assert.Equal((await bot.PostAsync("/api/self-check", new { profile })).GetRawText(), found.GetRawText());
    }

    [Fact]
    public async Task LevelsAndMaterials_OfATeacher_NamesTheLevel()
    {
        var found = await CallAsync("levels_and_materials", new() { ["profile"] = new Dictionary<string, object> { ["employer_type"] = "public_institution", ["specialty"] = "中小学教师", ["subject"] = "chinese", ["putonghua"] = "三级乙等" } });

        Assert.Contains(found.GetProperty("criteria").EnumerateArray(), c => c.GetProperty("reason").GetString()!.Contains("二级甲等", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("self_check", "{\"profile\":{\"education\":\"doctorate\"}}", "education")]
    [InlineData("self_check", "{\"profile\":{\"name\":\"x\"}}", "name")]
    [InlineData("deadlines", "{\"notice\":\"nowhere-1999\"}", "nowhere-1999")]
    [InlineData("self_check", "{\"profile\":{},\"asOf\":\"tomorrow\"}", "asOf")]
    [InlineData("self_check", "{\"profile\":\"bachelor\"}", "profile")]
    [InlineData("self_check", "{}", "profile")]
    [InlineData("search_clauses", "{}", "query")]
    [InlineData("search_clauses", "{\"query\":\"\"}", "query")]
    [InlineData("levels_and_materials", "{\"profile\":{\"putonghua\":3}}", "putonghua")]
    public async Task Call_WithWhatDoesNotExist_SaysWhatIsAllowed(string tool, string arguments, string named)
    {
        await using var client = await ConnectAsync();

        var result = await client.CallToolAsync(tool, JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments)!, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(result.IsError);
        Assert.Contains(named, Text(result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong-key-of-somebody")]
    [InlineData("Bearer ")]
    public async Task Call_WithoutTheKey_IsRefused(string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await bot.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Default_NoKey_HasNoMcp()
    {
        await using var plain = await BotHost.StartAsync();

        using var response = await plain.PostAsync("/mcp", "{}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    public sealed class Host : IAsyncLifetime
    {
        internal BotHost Bot { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Bot = await BotHost.StartAsync("Mcp:Key=" + Key, "Clock:Now=2024-10-10T10:00:00+08:00");

        public ValueTask DisposeAsync() => Bot.DisposeAsync();
    }

    private async Task<JsonElement> CallAsync(string tool, Dictionary<string, object?> arguments)
    {
        await using var client = await ConnectAsync();
        var result = await client.CallToolAsync(tool, arguments, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.IsError is not true, Text(result));
        return JsonSerializer.Deserialize<JsonElement>(Text(result));
    }

    private static string Text(CallToolResult result) => result.Content.OfType<TextContentBlock>().Single().Text;

    private async Task<McpClient> ConnectAsync()
    {
        var transport = new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(bot.Client.BaseAddress!, "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = "Bearer " + Key },
        });
        return await McpClient.CreateAsync(transport, cancellationToken: TestContext.Current.CancellationToken);
    }
}
