using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Channels.Tencent.Crypt;
using TestKit.Processes;

namespace Bot.Tests.Channels.Tencent;

/// <summary>Against wechat-crypto and @wecom/crypto, which nobody of this project wrote.</summary>
public sealed class OracleTests
{
    private const string Token = "devToken123", Key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", Id = "wx0123456789abcdef";
    private static readonly NodeFolder Clients = new("tests", "Bot.Tests", "Channels", "Tencent", "Clients");
    private static readonly string[] Implementations = ["wechat-crypto", "@wecom/crypto"];
    private static readonly string[] Messages = [.. Enumerable.Range(1, 66).Select(n => new string('a', n)), "你好😀", "<xml><Content><![CDATA[什么时候截止？]]></Content></xml>", new string('资', 1_000)];

    [Fact]
    public async Task Messages_ThatTheyEncrypted_OpenHere()
    {
        var asked = (from with in Implementations from message in Messages select (with, message)).ToArray();
        var answers = await AskAsync(asked.Select(a => Request("encrypt", a.with, "message", a.message)));
        var crypt = new MessageCrypt(Key, Id);
        for (var i = 0; i < asked.Length; i++)
            Assert.Equal(asked[i].message, Assert.IsType<Opened.Message>(crypt.Decrypt(answers[i].GetProperty("cipher").GetString()!)).Text);
    }

    [Fact]
    public async Task Messages_EncryptedHere_OpenThereAndAreSignedAlike()
    {
        var crypt = new MessageCrypt(Key, Id);
        var asked = (from with in Implementations from message in Messages select (with, message, cipher: crypt.Encrypt(message))).ToArray();
        var opened = await AskAsync(asked.Select(a => Request("decrypt", a.with, "cipher", a.cipher)));
        var signed = await AskAsync(asked.Select(a => Request("sign", a.with, "cipher", a.cipher)));
        for (var i = 0; i < asked.Length; i++)
        {
            Assert.Equal((asked[i].message, Id), (opened[i].GetProperty("message").GetString(), opened[i].GetProperty("id").GetString()));
            Assert.Equal(Signature.Of(Token, "1700000000", "n1", asked[i].cipher), signed[i].GetProperty("signature").GetString());
        }
    }

    private static JsonObject Request(string what, string with, string name, string value) =>
        new() { ["do"] = what, ["with"] = with, ["token"] = Token, ["key"] = Key, ["id"] = Id, ["timestamp"] = "1700000000", ["nonce"] = "n1", [name] = value };

    private static async Task<JsonElement[]> AskAsync(IEnumerable<JsonObject> requests)
    {
        var output = await Clients.RunAsync("crypt.mjs", string.Join('\n', requests.Select(r => r.ToJsonString())), TestContext.Current.CancellationToken);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<JsonElement>(l))];
    }
}
