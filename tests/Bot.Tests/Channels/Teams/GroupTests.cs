using System.Text.Json;
using Bot.Channels.Teams;
using Bot.Channels.Teams.References;
using Bot.State.Redis;
using Bot.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Channels.Teams;

/// <summary>Group chats and channels: who is called, what is answered there and what is not.</summary>
public sealed class GroupTests(TeamsHost host) : IClassFixture<TeamsHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("<at>Bot</at> 网上申报什么时候截止")]
    [InlineData("<at>Bot</at>&nbsp;网上申报什么时候截止\\n")]
    [InlineData("网上申报什么时候截止<at id=\\\"0\\\">Bot</at>")]
    [InlineData("网上申报 <at>Bot</at> 什么时候截止")]
    [InlineData("<at>Bot</at> <at>Bot</at> 网上申报什么时候截止")]
    [InlineData("<at>古丽</at> <at>Bot</at> 网上申报什么时候截止")]
    public async Task Group_CallingTheBot_IsAnsweredWithButtonsInItsThread(string text)
    {
        var group = host.NewGroup("channel");
        var entities = text.Contains("id=", StringComparison.Ordinal) ? "" : """
            ,"entities":[{"type":"mention","mentioned":{"id":"28:bot","name":"Bot"},"text":"<at>Bot</at>"},{"type":"clientInfo","locale":"en-US"}]
            """;
        var said = await group.SendAsync(group.Activity($"\"type\":\"message\",\"text\":\"{text}\"{entities}"), 2);
        Assert.Contains("10月25日", said[0].GetProperty("text").GetString());
        Assert.All(said, a => Assert.False(a.TryGetProperty("suggestedActions", out _)));
        Assert.Equal("Action.Submit", Types(said[1]).First(t => t.StartsWith("Action.", StringComparison.Ordinal)));
        Assert.Contains(host.Connector.Requests, r => r.Path == $"/v3/conversations/{Uri.EscapeDataString(group.Conversation)}/activities/m1");
    }

    [Theory]
    [InlineData("groupChat")]
    [InlineData("channel")]
    public async Task Group_AskingForASelfCheck_IsSentToThePersonalChat(string type)
    {
        var group = host.NewGroup(type);
        var replies = await group.AskAsync("<at>Bot</at> 自查");
        Assert.Equal(2, replies.Length);
        Assert.Contains("私聊", replies[0].GetProperty("text").GetString());
        var link = CardTests.Content(replies[1]).GetProperty("actions")[0];
        Assert.Equal("https://teams.microsoft.com/l/chat/0/0?users=28:bot&message=%E8%87%AA%E6%9F%A5", link.GetProperty("url").GetString());
        Assert.Null(await References.FindAsync(TeamsKey.Of("msteams", group.Conversation), Ct));
    }

    /// <summary>It was called and asked nothing: it says what it can be asked.</summary>
    [Theory]
    [InlineData("<at>Bot</at>")]
    [InlineData("<at>Bot</at>&nbsp;")]
    public async Task Group_CallingTheBotWithoutAWord_IsToldWhatToAsk(string text)
    {
        var replies = await host.NewGroup("groupChat").AskAsync(text);
        Assert.NotEmpty(replies[0].GetProperty("text").GetString()!);
        Assert.DoesNotContain(replies, r => r.TryGetProperty("suggestedActions", out _));
    }

    /// <summary>A personal matter said in a group is neither worked on nor kept.</summary>
    [Theory]
    [InlineData("我是本科，2024年7月上班，能报吗")]
    [InlineData("到时候提醒我")]
    [InlineData("清除我的数据")]
    public async Task Group_SayingSomethingPersonal_IsKeptNothingOf(string text)
    {
        var group = host.NewGroup("channel");
        var replies = await group.AskAsync($"<at>Bot</at> {text}");
        Assert.DoesNotContain(replies, r => r.TryGetProperty("channelData", out var data) && data.TryGetProperty("selfCheck", out _));
        var (record, _) = await host.Services.GetRequiredService<Bot.State.Conversations.IConversationStore>().ReadAsync(TeamsKey.Of("msteams", group.Conversation), Ct);
        Assert.Empty(record!.State.Facts.Facts);
    }

    /// <summary>Somebody else's name goes no further: it would end up among HR's questions.</summary>
    [Fact]
    public async Task Mention_OfSomebodyElse_IsTakenOut()
    {
        var person = host.NewPerson();
        await person.AskAsync("<at>古丽巴哈尔</at>的工资每月多少钱");
        Assert.Empty(await Leftovers.OfAsync(host.Services.GetRequiredService<RedisConnection>(), "古丽巴哈尔", Ct));
    }

    [Fact]
    public async Task Group_AddingTheBot_IsToldWhatItIsFor()
    {
        var group = host.NewGroup("groupChat");
        var said = await group.SendAsync(group.Activity("""
            "type":"conversationUpdate","membersAdded":[{"id":"28:bot"}]
            """), 2);
        Assert.Contains("@我", said[0].GetProperty("text").GetString());
    }

    private ConversationReferences References => host.Services.GetRequiredService<ConversationReferences>();

    private static IEnumerable<string> Types(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p is { Name: "type", Value.ValueKind: JsonValueKind.String } ? [p.Value.GetString()!] : Types(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Types),
        _ => [],
    };
}
