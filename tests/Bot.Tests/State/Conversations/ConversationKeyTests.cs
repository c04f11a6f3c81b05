using Bot.State.Conversations;

namespace Bot.Tests.State.Conversations;

public sealed class ConversationKeyTests
{
    [Fact]
    public void Key_OfAPlainId_CarriesAHashTag() => Assert.Equal("bot:{webchat:abc}", new ConversationKey("webchat", "abc").Redis);

    [Theory]
    [InlineData("a}b")]
    [InlineData("a:b")]
    [InlineData("a b")]
    [InlineData("a%007db")]
    [InlineData("a~b")]
    [InlineData("会话")]
    public void Key_OfAnOddId_HasOneTagAndDiffersFromOthers(string id)
    {
        var key = (string)new ConversationKey("c", id).Redis!;
        Assert.Matches("^bot:\\{c:[A-Za-z0-9_.|@%-]+\\}$", key);
        Assert.NotEqual(key, (string)new ConversationKey("c", "a}b" == id ? "a:b" : "a}b").Redis!);
    }

    [Fact]
    public void Keys_OfLongIds_AreShortAndDiffer()
    {
        var (a, b) = (new ConversationKey("c", new string('x', 5000) + "1"), new ConversationKey("c", new string('x', 5000) + "2"));
        Assert.NotEqual(a, b);
        Assert.True(a.ToString().Length < 120);
        Assert.NotEqual(new ConversationKey("c", "\ud800" + new string('x', 500)), new ConversationKey("c", "\ud801" + new string('x', 500)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Key_OfABlankId_IsRefused(string id) => Assert.Throws<ArgumentException>(() => new ConversationKey("c", id));
}
