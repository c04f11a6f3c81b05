using Bot.Channels.Teams.References;
using Bot.Channels.Teams;
using Bot.Channels.Teams.Incoming;
using Bot.State.Redis;
using Bot.Tests.State;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Processes;

namespace Bot.Tests.Channels.Teams;

/// <summary>Every activity that a bot meets, as the channel posts it, without a registration.</summary>
public sealed class MessagesTests(TeamsHost host) : IClassFixture<TeamsHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Question_Expecting_IsAnsweredInTheResponseAndNowhereElse()
    {
        var person = host.NewPerson();
        var reply = Assert.Single(await person.AskAsync("网上申报什么时候截止"));
        Assert.Contains("10月25日", reply.GetProperty("text").GetString());
        Assert.Equal("answered", reply.GetProperty("channelData").GetProperty("ask").GetProperty("status").GetString());
        Assert.Equal("m1", reply.GetProperty("replyToId").GetString());
        Assert.Equal("28:bot", reply.GetProperty("from").GetProperty("id").GetString());
        Assert.Equal("zh-CN", reply.GetProperty("locale").GetString());
        Assert.False(reply.TryGetProperty("id", out _));
        Assert.Empty(host.Connector.In(person.Conversation));
    }

    [Fact]
    public async Task Question_IsAcknowledgedEmptyAndAnsweredThroughTheConnector()
    {
        var person = host.NewPerson();
        using var acknowledged = await person.PostAsync(person.Saying("网上申报什么时候截止"));
        Assert.Equal(200, (int)acknowledged.StatusCode);
        Assert.Empty(await acknowledged.Content.ReadAsStringAsync(Ct));
        await ArrivedAsync(person, 1);
        var request = host.Connector.Requests.Single(r => r.Path.Contains(person.Conversation[2..], StringComparison.Ordinal));
        Assert.Equal($"/v3/conversations/{Uri.EscapeDataString(person.Conversation)}/activities/m1", request.Path);
        Assert.Equal("application/json; charset=utf-8", request.ContentType);
        Assert.Null(request.Authorization);
    }

    [Fact]
    public async Task Answer_CitesItsClausesWithAbsoluteLinks()
    {
        var reply = Assert.Single(await host.NewPerson().AskAsync("网上申报什么时候截止"));
        var claim = reply.GetProperty("entities")[0].GetProperty("citation")[0];
        var url = claim.GetProperty("appearance").GetProperty("url").GetString()!;
        Assert.StartsWith("https://bot.example.org/notices/ruoqiang-2024#", url);
        Assert.Contains($"依据条款：[三]({url}) [1]", reply.GetProperty("text").GetString());
        Assert.True(claim.GetProperty("appearance").GetProperty("abstract").GetString()!.Length <= 160);
    }

    [Fact]
    public async Task Repeat_OfAnActivity_IsAnsweredOnce()
    {
        var person = host.NewPerson();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => person.PostAsync(person.Saying("网上申报什么时候截止", "same"))));
        await person.SendAsync(person.Saying("要准备哪些材料", "other"), 2);
        var said = host.Connector.In(person.Conversation);
        Assert.Equal(["same", "other"], said.Select(a => a.GetProperty("replyToId").GetString()).Distinct());
        Assert.Single(said, a => a.GetProperty("replyToId").GetString() == "same");

        // Whoever expects replies gets them again.
        var again = await person.AskAsync("网上申报什么时候截止", "same");
        Assert.Contains("10月25日", Assert.Single(again).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Messages_OfOneConversation_AreAnsweredInTheirOrder()
    {
        var person = host.NewPerson();
        foreach (var i in Enumerable.Range(1, 6)) using (await person.PostAsync(person.Saying("网上申报什么时候截止", $"o{i}"))) { }
        await ArrivedAsync(person, 6);
        Assert.Equal(["o1", "o2", "o3", "o4", "o5", "o6"], host.Connector.In(person.Conversation).Select(a => a.GetProperty("replyToId").GetString()));
    }

    /// <summary>The channel would give up after 15 seconds and send it again.</summary>
    [Fact]
    public async Task Answer_ThatTakesLong_DoesNotHoldTheRequest()
    {
        var person = host.NewPerson();
        await person.AskAsync("你好");
        host.Gate.Reset();
        try
        {
            var started = TimeProvider.System.GetTimestamp();
            using var acknowledged = await person.PostAsync(person.Saying(TeamsHost.SlowText));
            Assert.Equal(200, (int)acknowledged.StatusCode);
            Assert.InRange(TimeProvider.System.GetElapsedTime(started), MessagesEndpoint.LongestHold / 2, TimeSpan.FromSeconds(40));
            // By then it is kept, so that a kill loses nothing.
            Assert.Equal(TeamsHost.SlowText, Assert.Single(await Inbox.ReadAsync(TeamsKey.Of("msteams", person.Conversation), Ct)).Text);
            await ArrivedAsync(person, 1);
            Assert.Equal("typing", host.Connector.In(person.Conversation)[0].GetProperty("type").GetString());
        }
        finally
        {
            host.Gate.Set();
        }
        await ArrivedAsync(person, 2);
        Assert.Contains("10月25日", host.Connector.In(person.Conversation)[1].GetProperty("text").GetString());
        await Eventually.BecomesTrueAsync(async () => (await Inbox.ReadAsync(TeamsKey.Of("msteams", person.Conversation), Ct)).Length == 0, TimeSpan.FromSeconds(10), () => "it is still kept");
    }

    private Inbox Inbox => host.Services.GetRequiredService<Inbox>();

    [Fact]
    public void Start_WithoutARegistration_SaysWhoIsAnswered() =>
        Assert.Contains(host.Logs.All, l => l.Contains("answers programs on this machine only", StringComparison.Ordinal));

    [Fact]
    public async Task Install_GreetsOnce_HoweverManyActivitiesTellOfIt()
    {
        var person = host.NewPerson();
        const string added = """
            "type":"conversationUpdate","membersAdded":[{"id":"28:bot"},{"id":"29:person"}]
            """;
        await Task.WhenAll(person.PostAsync(person.Activity("""
            "type":"installationUpdate","action":"add"
            """)), person.PostAsync(person.Activity(added)));
        await person.SendAsync(person.Saying("网上申报什么时候截止"), 2);
        var said = host.Connector.In(person.Conversation);
        Assert.StartsWith("您好", said[0].GetProperty("text").GetString());
        Assert.Equal(3, said[0].GetProperty("suggestedActions").GetProperty("actions").GetArrayLength());
        Assert.Equal(2, said.Length);
    }

    [Theory]
    [InlineData("""
        "type":"conversationUpdate","membersAdded":[{"id":"29:somebody else"}]
        """)]
    [InlineData("""
        "type":"conversationUpdate","topicName":"x","channelData":{"eventType":"channelRenamed"}
        """)]
    [InlineData("""
        "type":"messageReaction","reactionsAdded":[{"type":"like"}],"replyToId":"1"
        """)]
    [InlineData("""
        "type":"messageUpdate","text":"改过的话","channelData":{"eventType":"editMessage"}
        """)]
    [InlineData("""
        "type":"messageDelete","channelData":{"eventType":"softDeleteMessage"}
        """)]
    [InlineData("""
        "type":"typing"
        """)]
    [InlineData("""
        "type":"event","name":"application/vnd.microsoft.readReceipt","value":{"lastReadMessageId":"1"}
        """)]
    [InlineData("""
        "type":"command","name":"x"
        """)]
    [InlineData("""
        "type":"something new","x":[1,{"a":null}]
        """)]
    public async Task Activity_ThatAsksForNothing_IsAcknowledgedAndNotAnswered(string members)
    {
        var person = host.NewPerson();
        using var response = await person.PostAsync(person.Activity(members));
        Assert.Equal(200, (int)response.StatusCode);
        await person.SendAsync(person.Saying("网上申报什么时候截止"), 1);
        Assert.Single(host.Connector.In(person.Conversation));
    }

    [Theory]
    [InlineData("""
        "type":"installationUpdate","action":"remove"
        """)]
    [InlineData("""
        "type":"conversationUpdate","membersRemoved":[{"id":"28:bot"}]
        """)]
    public async Task Uninstall_ForgetsWhereToWrite(string members)
    {
        var person = host.NewPerson();
        var key = TeamsKey.Of("msteams", person.Conversation);
        await person.AskAsync("你好");
        Assert.NotNull(await References.FindAsync(key, Ct));
        using var response = await person.PostAsync(person.Activity(members));
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Null(await References.FindAsync(key, Ct));
    }

    [Fact]
    public async Task EndOfConversation_LeavesNothing()
    {
        var person = host.NewPerson();
        await person.AskAsync("你好");
        using var response = await person.PostAsync(person.Activity("""
            "type":"endOfConversation","code":"completedSuccessfully"
            """));
        await Eventually.BecomesTrueAsync(async () => await LeftAsync(person) == 0, TimeSpan.FromSeconds(10), () => "something is left");
        Assert.Empty(host.Connector.In(person.Conversation));
    }

    [Fact]
    public async Task Erasure_AskedFor_LeavesNothingAndSaysSo()
    {
        var person = host.NewPerson();
        await person.AskAsync("我要自查");
        await person.AskAsync("清除我的数据");
        Assert.Contains("已经删除", Assert.Single(await person.AskAsync("确定删除")).GetProperty("text").GetString());
        Assert.Equal(0, await LeftAsync(person));
    }

    [Fact]
    public async Task Picture_Alone_IsAnsweredPolitely()
    {
        var person = host.NewPerson();
        var reply = Assert.Single(await person.RepliesAsync(person.Activity("""
            "type":"message","attachments":[{"contentType":"image/png","contentUrl":"https://x/y.png","name":"y.png"},{"contentType":"text/html","content":"<div></div>"}]
            """)));
        Assert.Contains("文字", reply.GetProperty("text").GetString());
    }

    [Fact]
    public async Task HtmlCopy_OfAText_IsNoFile()
    {
        var person = host.NewPerson();
        var reply = Assert.Single(await person.RepliesAsync(person.Activity("""
            "type":"message","text":"网上申报什么时候截止","attachments":[{"contentType":"text/html","content":"<div>网上申报什么时候截止</div>"}]
            """)));
        Assert.Contains("10月25日", reply.GetProperty("text").GetString());
    }

    private ConversationReferences References => host.Services.GetRequiredService<ConversationReferences>();

    private async Task<int> LeftAsync(Person person) => (await Leftovers.OfAsync(host.Services.GetRequiredService<RedisConnection>(), person.Conversation[2..], Ct)).Count;

    private Task ArrivedAsync(Person person, int count) =>
        Eventually.BecomesTrueAsync(() => Task.FromResult(host.Connector.In(person.Conversation).Length >= count), TimeSpan.FromSeconds(20), () => "not all arrived");
}
