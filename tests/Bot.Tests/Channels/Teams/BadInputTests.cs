using System.Text;
using System.Text.Json;
using Bot.Tests.Channels.Teams.Fakes;
using TestKit.Teams;

namespace Bot.Tests.Channels.Teams;

/// <summary>What is no activity, or not meant for this bot: the right status, a line without content, never a 500.</summary>
public sealed class BadInputTests(TeamsHost host, RegisteredHost registered) : IClassFixture<TeamsHost>, IClassFixture<RegisteredHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("\"message\"", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"type":""}""", 400)]
    [InlineData("""{"type":5}""", 400)]
    [InlineData("""{"type":"message"}""", 400)]
    [InlineData("""{"type":"message","conversation":{"id":""},"serviceUrl":"http://127.0.0.1:1"}""", 400)]
    [InlineData("""{"type":"message","conversation":{"id":"  "},"serviceUrl":"http://127.0.0.1:1"}""", 400)]
    [InlineData("""{"type":"message","conversation":"a:1","serviceUrl":"http://127.0.0.1:1"}""", 400)]
    [InlineData("""{"type":"message","conversation":{"id":"a:1"},"text":5}""", 400)]
    [InlineData("""{"type":"message","conversation":{"id":"a:1"},"text":"x"}""", 400)]
    [InlineData("""{"type":"message","conversation":{"id":"a:1"},"text":"x","serviceUrl":"nonsense"}""", 403)]
    [InlineData("""{"type":"message","conversation":{"id":"a:1"},"text":"x","serviceUrl":"http://10.1.2.3/"}""", 403)]
    [InlineData("""{"type":"message","conversation":{"id":"a:1"},"text":"x","serviceUrl":"file:///etc/passwd"}""", 403)]
    [InlineData("""{"type":"message","conversation":{"id":"a:1"},"text":"\ud800","serviceUrl":"http://127.0.0.1:1"}""", 400)]
    [InlineData("""{"type":"message","conversation":{"id":"a:1"}} more""", 400)]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action"}""", 400)]
    [InlineData("""{"type":"invoke","conversation":{"id":"a:1"}}""", 501)]
    [InlineData("""{"type":"conversationUpdate","membersAdded":5}""", 200)]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[null,5,{"id":7}],"recipient":{"id":"28:b"}}""", 200)]
    public async Task Post_OfWhatIsNoActivity_IsRefusedWithAReason(string body, int status)
    {
        using var response = await host.PostAsync(body);
        Assert.Equal(status, (int)response.StatusCode);
        if (status != 200) Assert.NotEmpty(JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Ct)).GetProperty("error").GetProperty("message").GetString()!);
    }

    /// <summary>Any member may be of any kind: it is then as if it were absent.</summary>
    [Theory]
    [InlineData("from")]
    [InlineData("recipient")]
    [InlineData("channelData")]
    [InlineData("entities")]
    [InlineData("attachments")]
    [InlineData("value")]
    [InlineData("replyToId")]
    [InlineData("id")]
    [InlineData("locale")]
    [InlineData("channelId")]
    [InlineData("suggestedActions")]
    public async Task Member_OfWhateverKind_IsNoReasonToFail(string member)
    {
        foreach (var value in new[] { "null", "5", "true", "\"x\"", "[]", "{}", "[[[]]]", """{"id":[],"say":{}}""", """[{"type":"mention","mentioned":5,"text":7}]""" })
        {
            using var response = await host.PostAsync($$"""{"type":"message","text":"网上申报什么时候截止","conversation":{"id":"a:{{member}}"},"deliveryMode":"expectReplies","{{member}}":{{value}}}""");
            Assert.True(response.IsSuccessStatusCode, $"{member} {value}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Ct)}");
        }
    }

    [Fact]
    public async Task Post_InBrokenUtf8_IsRefused()
    {
        using var content = new ByteArrayContent([.. "{\"type\":\"message\",\"text\":\""u8, 0xff, 0xfe, .. "\"}"u8]);
        using var response = await host.Client.PostAsync("/api/messages", content, Ct);
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task Post_NestedTooDeep_IsRefused()
    {
        using var response = await host.PostAsync($$"""{"type":"message","conversation":{"id":"a:1"},"value":{{new string('[', 5000)}}{{new string(']', 5000)}}}""");
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_OfAHugeCard_IsRefused(bool announcesItsLength)
    {
        var body = $$"""{"type":"message","conversation":{"id":"a:1"},"value":{"say":"{{new string('长', 100_000)}}"} }""";
        using HttpContent content = announcesItsLength ? new StringContent(body, Encoding.UTF8, "application/json") : new StreamContent(new Unseekable(Encoding.UTF8.GetBytes(body)));
        using var response = await host.Client.PostAsync("/api/messages", content, Ct);
        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task Text_TooLong_IsAskedForInParts()
    {
        var reply = Assert.Single(await host.NewPerson().AskAsync(new string('长', 5_000)));
        Assert.Contains("太长", reply.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task OtherVerbs_AreNotAllowed(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/messages");
        using var response = await host.Client.SendAsync(request, Ct);
        Assert.Equal(405, (int)response.StatusCode);
    }

    [Fact]
    public async Task Registered_WithoutAToken_TurnsEverybodyAway()
    {
        var person = registered.NewPerson();
        using var none = await registered.PostAsync(person.Saying("你好"));
        using var broken = await registered.PostAsync("{", "no token");
        using var wrong = await registered.PostAsync(person.Saying("你好"), registered.Token(new() { Audience = "somebody else" }));
        Assert.Equal([401, 400, 401], new[] { none, broken, wrong }.Select(r => (int)r.StatusCode));
        Assert.Equal("Bearer", none.Headers.WwwAuthenticate.ToString());
        Assert.Empty(registered.Connector.In(person.Conversation));
    }

    [Fact]
    public async Task Registered_WithItsToken_AnswersWithOurOwn()
    {
        var person = registered.NewPerson();
        using var taken = await registered.PostAsync(person.Saying("网上申报什么时候截止"), registered.Token(new()));
        Assert.Equal(200, (int)taken.StatusCode);
        await TestKit.Processes.Eventually.BecomesTrueAsync(() => Task.FromResult(registered.Connector.In(person.Conversation).Length == 1), TimeSpan.FromSeconds(20), () => "no reply");
        Assert.StartsWith("Bearer token-", registered.Connector.Requests[^1].Authorization);
    }

    /// <summary>What a directory vouches for is the caller, not where our token goes.</summary>
    [Fact]
    public async Task Registered_ForAServiceThatNobodyVouchesFor_SendsNothing()
    {
        var person = registered.NewPerson();
        var token = registered.Token(new()
        {
            Issuer = $"{registered.Issuer.LoginUrl}/{FakeIdentityProvider.Tenant}/v2.0",
            Key = "d1",
            Claims = new() { ["ver"] = "2.0", ["azp"] = FakeIdentityProvider.AppId, ["tid"] = FakeIdentityProvider.Tenant },
        });
        using var refused = await registered.PostAsync(person.Saying("你好"), token);
        Assert.Equal(403, (int)refused.StatusCode);
        Assert.Empty(registered.Connector.In(person.Conversation));
    }

    [Fact]
    public async Task Logs_OfRefusalsAndAnswers_HoldNothingOfThem()
    {
        var person = host.NewPerson();
        await person.AskAsync("我叫古丽巴哈尔，手机13999999999，哪天截止");
        using var bad = await host.PostAsync("""{"type":"message","text":["古丽巴哈尔"],"conversation":{"id":"a:1"}}""");
        using var unknown = await person.PostAsync(person.Activity("""
            "type":"invoke","name":"古丽巴哈尔","value":{"secret":"古丽巴哈尔"}
            """));
        Assert.DoesNotContain(host.Logs.All, l => l.Contains("古丽", StringComparison.Ordinal) || l.Contains("1399999", StringComparison.Ordinal) || l.Contains("29:person", StringComparison.Ordinal));
        Assert.Contains(host.Logs.All, l => l.Contains("refused with 501", StringComparison.Ordinal));
    }

    private sealed class Unseekable(byte[] bytes) : Stream
    {
        private readonly MemoryStream inner = new(bytes);
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
