using System.Text;
using Bot.Channels.Tencent.Crypt;

namespace Bot.Tests.Channels.Tencent;

/// <summary>The samples that the platform, wechatpy and an independent Python program agree on.</summary>
public sealed class MessageCryptTests
{
    private const string SampleKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", SampleApp = "wxba5fad812f8e6fb9";
    private const string WeComKey = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR", WeComCorp = "wx49f0ab532d5d035a";
    private const string EdgeKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", EdgeApp = "wx0123456789abcdef";
    private const string Pushed = "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=";

    [Theory]
    [InlineData("f464b24fc39322e44b38aa78f5edd27bd1441696", "AAAAA", "1714036504", "1514711492")]
    [InlineData("899cf89e464efb63f54ddac96b0a0a235f53aa78", "AAAAA", "1714037059", "486452656")]
    [InlineData("7bb47d9c8e7970dcd7c41d98d8a815fbc4a38959", "aToken", "1700000000", "Bnonce")]
    public void Signature_OfTheSamples_IsTheirs(string expected, string token, string timestamp, string nonce)
    {
        Assert.Equal(expected, Signature.Of(token, timestamp, nonce));
        Assert.True(Signature.Matches(expected.ToUpperInvariant(), token, timestamp, nonce));
        Assert.False(Signature.Matches(expected, token, timestamp, nonce + "4"));
        Assert.False(Signature.Matches(null, token, timestamp, nonce));
    }

    [Fact]
    public void Decrypt_OfThePlatformsSample_BringsTheMessage()
    {
        Assert.Equal("046e02f8204d34f8ba5fa3b1db94908f3df2e9b3", Signature.Of("AAAAA", "1714112445", "415670741", Pushed));
        var message = Assert.IsType<Opened.Message>(new MessageCrypt(SampleKey, SampleApp).Decrypt(Pushed)).Text;
        Assert.Equal(167, Encoding.UTF8.GetByteCount(message));
        Assert.EndsWith("\"debug_str\":\"hello world\"}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encrypt_OfThePlatformsSample_GivesItsBytes()
    {
        var cipher = new MessageCrypt(SampleKey, SampleApp).Encrypt("{\"demo_resp\":\"good luck\"}", "707722b803182950"u8);
        Assert.Equal("ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==", cipher);
        Assert.Equal("1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1", Signature.Of("AAAAA", "1713424427", "415670741", cipher));
    }

    [Fact]
    public void Decrypt_OfWeComsSamples_BringsTheMessages()
    {
        var crypt = new MessageCrypt(WeComKey, WeComCorp);
        const string Echo = "4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q==";
        Assert.True(Signature.Matches("dd6b9c95b495b3f7e2901bfbc76c664930ffdb96", "123456", "1411443780", "437374425", Echo));
        Assert.False(Signature.Matches("dd6b9c95b495b3f7e2901bfbc76c664930ffdb96", "123456", "1411443780", "437374424", Echo));
        Assert.Equal("5927782489442352469", Assert.IsType<Opened.Message>(crypt.Decrypt(Echo)).Text);

        const string Inbound = "RgqEoJj5A4EMYlLvWO1F86ioRjZfaex/gePD0gOXTxpsq5Yj4GNglrBb8I2BAJVODGajiFnXBu7mCPatfjsu6IHCrsTyeDXzF6Bv283dGymzxh6ydJRvZsryDyZbLTE7rhnus50qGPMfp2wASFlzEgMW9z1ef/RD8XzaFYgm7iTdaXpXaG4+BiYyolBug/gYNx410cvkKR2/nPwBiT+P4hIiOAQqGp/TywZBtDh1yCF2KOd0gpiMZ5jSw3e29mTvmUHzkVQiMS6td7vXUaWOMZnYZlF3So2SjHnwh4jYFxdgpkHHqIrH/54SNdshoQgWYEvccTKe7FS709/5t6NMxuGhcUGAPOQipvWTT4dShyqio7mlsl5noTrb++x6En749zCpQVhDpbV6GDnTbcX2e8K9QaNWHp91eBdCRxthuL0=";
        Assert.Equal("74d92dfeb87ba7c714f89d98870ae5eb62dff26d", Signature.Of("123456", "1411525903", "461056294", Inbound));
        var fields = XmlFields.Parse(Assert.IsType<Opened.Message>(crypt.Decrypt(Inbound)).Text)!;
        Assert.Equal(("messense", "test", "4363689963896700987", "1"), (fields["FromUserName"], fields["Content"], fields["MsgId"], fields["AgentID"]));
    }

    [Fact]
    public void Encrypt_OfWeComsSample_GivesItsBytes()
    {
        const string Message = "<xml>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[test]]></Content>\n<FromUserName><![CDATA[wx49f0ab532d5d035a]]></FromUserName>\n<ToUserName><![CDATA[messense]]></ToUserName>\n<AgentID>1</AgentID>\n<CreateTime>1411525903</CreateTime>\n</xml>";
        var cipher = new MessageCrypt(WeComKey, WeComCorp).Encrypt(Message, "1234567890123456"u8);
        Assert.Equal("9s4gMv99m88kKTh/H8IdkOiMg6bisoy3ypwy9H4hvSPe9nsGaqyw5hhSjdYbcrKk+j3nba4HMOTzHrluLBYqxgNcBqGsL8GqxlhZgURnAtObvesEl5nZ+uBE8bviY0LWke8Zy9V/QYKxNV2FqllNXcfmstttyIkMKCCmVbCFM2JTF5wY0nFhHZSjPUL2Q1qvSUCUld+/WIXrx0oyKQmpB6o8NRrrNrsDf03oxI1p9FxUgMnwKKZeOA/uu+2IEvEBtb7muXsVbwbgX05UPPJvFurDXafG0RQyPR+mf1nDnAtQmmNOuiR5MIkdQ39xn1vWwi1O5oazPoQJz0nTYjxxEE8kv3kFxtAGVRe3ypD3WeK2XeFYFMNMpatF9XiKzHo3", cipher);
        Assert.Equal("407518b7649e86ef23978113f92d27afa9296533", Signature.Of("123456", "1411525903", "461056294", cipher));
    }

    [Theory]
    [InlineData("<xml><ToUserName><![CDATA[gh_test]]></ToUserName><FromUserName><![CDATA[oUser1]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好😀]]></Content><MsgId>24278451234567890</MsgId></xml>", "1700000000", "n1", "9aa4c3423b89985eb6f6350ed5116f2be4dbba65")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa", "1700000001", "n2", "5db0785b204552ab914e36abe6bc17983c539df7")]
    [InlineData("aaaaaaaaa", "1700000002", "n3", "a8caf480881197ab29ba63b2026d263ec7d6e4e7")]
    [InlineData("", "1700000003", "n4", "3597019433172bfd4d247cadc8c7a28b87de8f54")]
    public void Encrypt_OfEdgeCases_IsSignedAsExpectedAndOpensAgain(string message, string timestamp, string nonce, string signature)
    {
        var crypt = new MessageCrypt(EdgeKey, EdgeApp);
        var cipher = crypt.Encrypt(message, "0123456789abcdef"u8);
        Assert.Equal(signature, Signature.Of("devToken123", timestamp, nonce, cipher));
        Assert.Equal(message, Assert.IsType<Opened.Message>(crypt.Decrypt(cipher)).Text);
    }

    [Fact]
    public void Decrypt_OfAnotherAccountsMessage_IsForeign() =>
        Assert.IsType<Opened.Foreign>(new MessageCrypt(SampleKey, "wxba5fad812f8e6fb8").Decrypt(Pushed));

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==")]
    public void Decrypt_OfNoCipher_IsBroken(string cipher) => Assert.IsType<Opened.Broken>(new MessageCrypt(SampleKey, SampleApp).Decrypt(cipher));

    /// <summary>Every single damaged byte of a message is noticed or changes only the random part and the text; none throws.</summary>
    [Fact]
    public void Decrypt_OfDamagedCiphers_NeverThrows()
    {
        var crypt = new MessageCrypt(EdgeKey, EdgeApp);
        var bytes = Convert.FromBase64String(crypt.Encrypt("你好，什么时候截止？"));
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[i] ^= 0x5A;
            _ = crypt.Decrypt(Convert.ToBase64String(damaged));
            Assert.IsNotType<Opened.Message>(crypt.Decrypt(Convert.ToBase64String(damaged[..(i / 16 * 16)])));
        }
    }

    [Theory]
    [InlineData(42, false)]
    [InlineData(43, true)]
    [InlineData(44, false)]
    public void IsKey_OfSoManyLetters_TakesFortyThree(int length, bool taken) => Assert.Equal(taken, MessageCrypt.IsKey(new string('A', length)));
}
