using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Channels.Teams;
using Bot.Delivery;
using Dialogs.Replies;
using Dialogs.Turns;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Bot.Tests.Channels.Teams;

/// <summary>
/// Recorded payloads, a file each. Those that come in (most from m365agentsplayground, the rest by the reference) are posted; of those that go out,
/// everything that the file promises must still be there.
/// </summary>
public sealed class SamplesTests(TeamsHost host) : IClassFixture<TeamsHost>
{
    private const string All = "我要自查，全日制大专，在若羌县，事业单位，专业技术岗位，2023年8月1日上班，报农艺，考核合格，普通话二级乙等";
    private static readonly string Folder = Repository.At("tests", "Bot.Tests", "Channels", "Teams", "Samples");

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Incoming => [.. Directory.GetFiles(Path.Combine(Folder, "Incoming")).Select(f => Path.GetFileNameWithoutExtension(f)!)];

    [Theory]
    [MemberData(nameof(Incoming))]
    public async Task Incoming_AsRecorded_IsTaken(string name)
    {
        var activity = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "Incoming", $"{name}.json"), Ct))!;
        activity["serviceUrl"] = host.Connector.Url.ToString();
        activity["conversation"]!["id"] = $"{activity["conversation"]!["id"]!.GetValue<string>()}-{Guid.NewGuid():N}";
        using var response = await host.PostAsync(activity.ToJsonString());
        Assert.Equal(name == "invoke-unknown" ? 501 : 200, (int)response.StatusCode);
    }

    /// <summary>A type that the reference names and no file shows would be tested by nobody.</summary>
    [Fact]
    public void Incoming_HasEveryTypeThatABotMeets()
    {
        var types = Directory.GetFiles(Path.Combine(Folder, "Incoming")).Select(f => JsonNode.Parse(File.ReadAllText(f))!["type"]!.GetValue<string>()).Distinct();
        Assert.Empty(new[] { "message", "conversationUpdate", "installationUpdate", "messageReaction", "messageUpdate", "messageDelete", "invoke", "typing", "event", "endOfConversation" }.Except(types));
    }

    [Fact]
    public async Task Outgoing_AsRecorded_PromisesNoLess()
    {
        var (asker, checker) = (host.NewPerson(), host.NewPerson());
        var outcome = await checker.AskAsync(All);
        var tick = CardTests.Pressable(CardTests.Content(outcome[2]))["毕业证扫描件准备好了"];
        using var ticked = await checker.PostAsync(checker.Activity($$"""
            "type":"invoke","name":"adaptiveCard/action","value":{"action":{{tick.GetRawText()}}}
            """));
        using var refused = await host.PostAsync("{}");
        await host.Services.GetRequiredService<Deliverer>().SendAsync(TeamsKey.Of("msteams", checker.Conversation), Reminder, Ct);
        var question = await host.NewPerson().AskAsync("自查");
        var now = new Dictionary<string, string>
        {
            ["answer"] = (await asker.AskAsync("网上申报什么时候截止"))[0].GetRawText(),
            ["question"] = question[0].GetRawText(),
            ["question-card"] = question[1].GetRawText(),
            ["outcome"] = outcome[0].GetRawText(),
            ["verdict-card"] = outcome[1].GetRawText(),
            ["checklist-card"] = outcome[2].GetRawText(),
            ["refining-card"] = outcome[3].GetRawText(),
            ["reminder"] = host.Connector.In(checker.Conversation).Single().GetRawText(),
            ["invoke-answer"] = await ticked.Content.ReadAsStringAsync(Ct),
            ["error"] = await refused.Content.ReadAsStringAsync(Ct),
        };
        Assert.All(now, sent => Hold(sent.Key, sent.Value));
    }

    private static Announcement Reminder => new("r1", state => new Turn(state, [new Reply { Text = "明天（10月11日周五）是最后一天。", Choices = [new("办好了", "办好了"), new("明天再说", "明天再说")] }], []));

    // RECORD_SAMPLES=1 writes them anew.
    private static void Hold(string name, string sent)
    {
        var file = Path.Combine(Folder, "Outgoing", $"{name}.json");
        var json = JsonSerializer.Deserialize<JsonElement>(sent);
        if (Environment.GetEnvironmentVariable("RECORD_SAMPLES") == "1")
            File.WriteAllText(file, JsonSerializer.Serialize(json, Readable) + "\n");
        var promised = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file));
        var missing = Paths(promised, "").Except(Paths(json, ""));
        Assert.True(!missing.Any(), $"{name}: {string.Join(", ", missing)}");
    }

    private static IEnumerable<string> Paths(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(m => Paths(m.Value, $"{path}.{m.Name}")).Distinct(),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Paths(item, path + "[]")).Distinct(),
        var kind => [$"{path}:{(kind is JsonValueKind.True or JsonValueKind.False ? "Boolean" : kind)}"],
    };
}
