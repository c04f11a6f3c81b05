using System.Text.Json;
using Bot.Tests.Channels.WebChat;

namespace Bot.Tests.Channels.Teams;

/// <summary>Questions, outcomes and checklists as cards, pressed as Teams presses them.</summary>
public sealed class CardTests(TeamsHost host) : IClassFixture<TeamsHost>
{
    private const string All = "我要自查，全日制大专，在若羌县，事业单位，专业技术岗位，2023年8月1日上班，报农艺，考核合格，普通话二级乙等";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Question_OfASelfCheck_OffersItsAnswersOnACardApartFromItsText()
    {
        var replies = await host.NewPerson().AskAsync("自查");
        Assert.Equal(2, replies.Length);
        Assert.False(replies[0].TryGetProperty("attachments", out _));
        Assert.False(replies[1].TryGetProperty("text", out _));
        Assert.Contains("大专", Pressable(replies[1]).Keys);
        Assert.Contains("不知道", Pressable(replies[1]).Keys);
    }

    [Fact]
    public async Task Button_OfAQuestion_Pressed_IsItsAnswer()
    {
        var person = host.NewPerson();
        var card = (await person.AskAsync("自查"))[1];
        var replies = await person.RepliesAsync(Submit(person, Pressable(card)["大专"]));
        Assert.Contains("大专", replies[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Outcome_ComesAsTextVerdictAndChecklist_EachSmallEnough()
    {
        var person = host.NewPerson();
        var replies = await person.AskAsync(All);
        Assert.Equal("eligible", replies[0].GetProperty("channelData").GetProperty("selfCheck").GetProperty("verdict").GetString());
        var cards = replies.Where(r => r.TryGetProperty("attachments", out _)).Select(Content).ToArray();
        Assert.All(cards, c => Assert.True(c.GetRawText().Length * 2 <= 28 * 1024, $"{c.GetRawText().Length * 2} bytes"));
        Assert.All(cards, c => Assert.Equal("1.5", c.GetProperty("version").GetString()));
        Assert.All(cards, c => Assert.NotEmpty(c.GetProperty("fallbackText").GetString()!));
        Assert.All(cards, c => Assert.NotEmpty(c.GetProperty("speak").GetString()!));
        Assert.Contains("自查结果", cards[0].GetRawText());
        Assert.Contains("https://bot.example.org/notices/", cards[0].GetRawText());
        Assert.Contains("材料清单", cards[1].GetRawText());
        Assert.All(replies, r => Assert.False(r.TryGetProperty("text", out _) && r.TryGetProperty("attachments", out _)));
    }

    [Theory]
    [InlineData("自查")]
    [InlineData(All)]
    [InlineData("我要自查，公务员，在若羌县，本科")]
    public async Task Cards_HeldAgainstAdaptiveCards_AreValid(string said)
    {
        foreach (var reply in (await host.NewPerson().AskAsync(said)).Where(r => r.TryGetProperty("attachments", out _)))
        {
            var held = await NodeClient.RunAsync("card.mjs", Content(reply).GetRawText());
            Assert.Empty(held.GetProperty("problems").EnumerateArray().Select(p => p.GetString()));
        }
    }

    [Fact]
    public async Task Tick_BringsTheCardAnewAndSaysNothing()
    {
        var person = host.NewPerson();
        var checklist = Content((await person.AskAsync(All))[2]);
        var action = Pressable(checklist)["毕业证扫描件准备好了"];
        Assert.Equal("Action.Execute", action.GetProperty("type").GetString());
        Assert.Equal("Action.Submit", action.GetProperty("fallback").GetProperty("type").GetString());

        var answer = await InvokeAsync(person, action);
        Assert.Equal(200, answer.GetProperty("statusCode").GetInt32());
        Assert.Equal("application/vnd.microsoft.card.adaptive", answer.GetProperty("type").GetString());
        Assert.Contains("已备 1 项", answer.GetProperty("value").GetRawText());
        Assert.Contains("毕业证扫描件还没准备好", Pressable(answer.GetProperty("value")).Keys);
        Assert.Empty(host.Connector.In(person.Conversation));

        var undone = await InvokeAsync(person, Pressable(answer.GetProperty("value"))["毕业证扫描件还没准备好"]);
        Assert.DoesNotContain("已备", undone.GetProperty("value").GetRawText());
    }

    /// <summary>The question that stood open before the tick still stands.</summary>
    [Fact]
    public async Task Tick_LeavesThePendingQuestion()
    {
        var person = host.NewPerson();
        var replies = await person.AskAsync(All);
        await InvokeAsync(person, Pressable(Content(replies[2]))["毕业证扫描件准备好了"]);
        var after = await person.AskAsync("不免");
        Assert.Contains("记下了", after[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Tick_Repeated_IsAnsweredAlike()
    {
        var person = host.NewPerson();
        var action = Pressable(Content((await person.AskAsync(All))[2]))["毕业证扫描件准备好了"];
        var first = await InvokeAsync(person, action, "i1");
        Assert.Equal(first.GetRawText(), (await InvokeAsync(person, action, "i1")).GetRawText());
    }

    [Fact]
    public async Task Refresh_ShowsTheChecklistAsItIsNow()
    {
        var person = host.NewPerson();
        var checklist = Content((await person.AskAsync(All))[2]);
        Assert.Equal("29:person", checklist.GetProperty("refresh").GetProperty("userIds")[0].GetString());
        await person.AskAsync("毕业证准备好了");
        var answer = await InvokeAsync(person, checklist.GetProperty("refresh").GetProperty("action"));
        Assert.Contains("已备 1 项", answer.GetProperty("value").GetRawText());
    }

    /// <summary>One's own old card must not turn into that of one's wife.</summary>
    [Fact]
    public async Task Refresh_WhileSomebodyElseIsChecked_IsRefused()
    {
        var person = host.NewPerson();
        var checklist = Content((await person.AskAsync(All))[2]);
        await person.AskAsync("帮我爱人也查一下，她是全日制本科，在若羌县事业单位，专业技术岗位，2024年8月1日上班，报农艺，考核合格，普通话二级乙等");
        Assert.Equal(404, (await InvokeAsync(person, checklist.GetProperty("refresh").GetProperty("action"))).GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task Tick_OfAPersonWhoIsNotKnown_IsASentence()
    {
        var answer = await InvokeAsync(host.NewPerson(), JsonSerializer.Deserialize<JsonElement>("""{"type":"Action.Execute","verb":"tick","data":{"say":"毕业证扫描件准备好了"}}"""));
        Assert.Equal("application/vnd.microsoft.activity.message", answer.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("""{"type":"Action.Execute","verb":"fly","data":{"say":"x"}}""")]
    [InlineData("""{"type":"Action.Execute"}""")]
    [InlineData("""{"type":"Action.Execute","verb":"tick"}""")]
    [InlineData("""{"type":"Action.Execute","verb":"tick","data":{"say":""}}""")]
    [InlineData("""{"type":"Action.Execute","verb":5,"data":[]}""")]
    [InlineData("5")]
    [InlineData("null")]
    public async Task Action_NotOfOurs_IsAnErrorInsideA200(string action)
    {
        var answer = await InvokeAsync(host.NewPerson(), JsonSerializer.Deserialize<JsonElement>(action));
        Assert.Equal(400, answer.GetProperty("statusCode").GetInt32());
        Assert.Equal("application/vnd.microsoft.error", answer.GetProperty("type").GetString());
        Assert.NotEmpty(answer.GetProperty("value").GetProperty("code").GetString()!);
    }

    [Theory]
    [InlineData("task/fetch")]
    [InlineData("signin/verifyState")]
    [InlineData("composeExtension/query")]
    [InlineData("made/up")]
    public async Task Invoke_OfAnotherKind_IsNotImplemented(string name)
    {
        var person = host.NewPerson();
        using var response = await person.PostAsync(person.Activity($$"""
            "type":"invoke","name":"{{name}}","value":{}
            """));
        Assert.Equal(501, (int)response.StatusCode);
    }

    /// <summary>Older callers look among the replies, newer ones beside them.</summary>
    [Fact]
    public async Task Invoke_ExpectingReplies_StandsInBothPlaces()
    {
        var person = host.NewPerson();
        using var response = await person.PostAsync(person.Activity("""
            "type":"invoke","name":"adaptiveCard/action","deliveryMode":"expectReplies","value":{"action":{"type":"Action.Execute","verb":"fly"}}
            """));
        var body = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Ct));
        Assert.Equal(400, body.GetProperty("body").GetProperty("statusCode").GetInt32());
        Assert.Equal(400, body.GetProperty("activities")[0].GetProperty("value").GetProperty("body").GetProperty("statusCode").GetInt32());
    }

    internal static JsonElement Content(JsonElement reply) => reply.GetProperty("attachments")[0].GetProperty("content");

    /// <summary>What can be pressed on a card, by its title.</summary>
    internal static Dictionary<string, JsonElement> Pressable(JsonElement element)
    {
        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        Walk(element);
        return found;

        void Walk(JsonElement e)
        {
            if (e.ValueKind == JsonValueKind.Array) foreach (var item in e.EnumerateArray()) Walk(item);
            if (e.ValueKind != JsonValueKind.Object) return;
            if (e.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString()!.StartsWith("Action.", StringComparison.Ordinal)) found.TryAdd(e.GetProperty("title").GetString()!, e);
            else foreach (var member in e.EnumerateObject()) Walk(member.Value);
        }
    }

    private static string Submit(Person person, JsonElement action) => person.Activity($$"""
        "type":"message","replyToId":"c1","value":{{action.GetProperty("data").GetRawText()}}
        """);

    private static async Task<JsonElement> InvokeAsync(Person person, JsonElement action, string? id = null)
    {
        using var response = await person.PostAsync(person.Activity($$"""
            "type":"invoke","name":"adaptiveCard/action","value":{"action":{{action.GetRawText()}},"trigger":"manual"}
            """, id));
        Assert.Equal(200, (int)response.StatusCode);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Ct));
    }
}
