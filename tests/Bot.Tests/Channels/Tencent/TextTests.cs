using System.Globalization;
using System.Text.Json.Nodes;
using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Boxes;
using Bot.Channels.Tencent.Crypt;
using Bot.Channels.Tencent.Text;

namespace Bot.Tests.Channels.Tencent;

public sealed class TextTests
{
    [Theory]
    [InlineData(2048, 1)]
    [InlineData(2049, 2)]
    public void Split_AtTheLimit_TakesOneMessageOrTwo(int bytes, int parts) =>
        Assert.Equal(parts, TextSplitter.Split([new(new string('a', bytes - 1000)), new(new string('b', 999))]).Length);

    [Fact]
    public void Split_OfManyLines_BreaksAtLineEndsOnly()
    {
        var lines = Enumerable.Range(0, 400).Select(i => $"第{i}行：请把材料交给单位。").ToArray();
        var parts = TextSplitter.Split(lines.Select(l => new TextBlock(l)));
        Assert.All(parts, p => Assert.InRange(TextSplitter.Bytes(p), 1, 2048));
        Assert.Equal(lines, parts.SelectMany(p => p.Split('\n')));
    }

    [Fact]
    public void Split_BeforeACitation_KeepsItWhole()
    {
        var citation = $"〔第一条〕“{string.Concat(Enumerable.Repeat("申报人应当按时提交。", 20))}”";
        for (var before = 1; before < 700; before += 7)
        {
            var parts = TextSplitter.Split([new(new string('字', before)), new(citation, IsWhole: true), new("1. 好")]);
            Assert.Single(parts, p => p.Contains(citation, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Split_OfOneEndlessLine_BreaksAfterSentencesElseBetweenCharacters()
    {
        var sentences = string.Concat(Enumerable.Repeat("请尽早提交材料。", 300));
        var parts = TextSplitter.Split([new(sentences)]);
        Assert.Equal(sentences, string.Concat(parts));
        Assert.All(parts, p => Assert.EndsWith("。", p, StringComparison.Ordinal));

        var family = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 300));
        var pieces = TextSplitter.Split([new(family)]);
        Assert.Equal(family, string.Concat(pieces));
        Assert.All(pieces, p => Assert.Equal(0, new StringInfo(p).LengthInTextElements * "👨‍👩‍👧‍👦".Length - p.Length));
        Assert.All(pieces, p => Assert.InRange(TextSplitter.Bytes(p), 1, 2048));
    }

    [Fact]
    public void Split_OfALetterUnderAThousandAccents_StillFits()
    {
        var parts = TextSplitter.Split([new("a" + new string('\u0301', 4000))]);
        Assert.All(parts, p => Assert.InRange(TextSplitter.Bytes(p), 1, 2048));
    }

    [Fact]
    public void RawJson_OfChineseAndEmoji_EscapesNothingThatPeopleSee()
    {
        var text = "截止😀“原文”\n\\u4e2d \\\\ <a href=\"x\">看</a> \uE000";
        var json = RawJson.Write(new JsonObject { ["content"] = text });
        Assert.DoesNotContain("\\uD83D", json, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("截止😀“原文”", json, StringComparison.Ordinal);
        Assert.Equal(text, JsonNode.Parse(json)!["content"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("<xml><Content>a</Content>")]
    [InlineData("<xml>")]
    [InlineData("")]
    [InlineData("{\"MsgType\":\"text\"}")]
    [InlineData("<html></html>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><xml><Content>&a;</Content></xml>")]
    [InlineData("<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\"><xml/>")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE xml [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><xml><Content>&f;</Content></xml>")]
    public void Parse_OfWhatIsNoMessage_IsNothing(string text) => Assert.Null(XmlFields.Parse(text));

    [Fact]
    public void Parse_OfDeepNesting_IsNothing() =>
        Assert.Null(XmlFields.Parse("<xml>" + string.Concat(Enumerable.Repeat("<a>", 5_000)) + string.Concat(Enumerable.Repeat("</a>", 5_000)) + "</xml>"));

    [Fact]
    public void ReplyXml_OfTextWithAClosedSection_IsReadBackWhole()
    {
        var xml = ReplyXml.Text("oUser", "gh_x", DateTimeOffset.UnixEpoch, "a]]>b\u0001<c>&😀");
        Assert.Equal("a]]>b<c>&😀", XmlFields.Parse(xml)!["Content"]);
    }

    [Fact]
    public void Passive_WithMoreThanFits_SaysSoWithinTheLimit()
    {
        var (text, left) = PassiveText.Compose("m1", [new(new string('a', 1984), []), new(new string('b', 1984), [])], [new("x#0", "提醒：明天截止。", "x")], follows: false, asked: false);
        Assert.InRange(TextSplitter.Bytes(text), 1990, 2048);
        Assert.EndsWith("（还有2段，回复“继续”接着看）", text, StringComparison.Ordinal);
        Assert.Equal(2, left.Length);
        (text, left) = PassiveText.Compose("m1", [new("好的。", [])], [new("x#0", "提醒：明天截止。", "x"), new("m0#1", new string('b', 1100)), new("m0#2", new string('c', 1100)), new("m0#3", "d")], follows: false, asked: false);
        Assert.StartsWith("好的。\n\n提醒：明天截止。\n\nbbb", text, StringComparison.Ordinal);
        // In order: the last one waits for the one before it although it would fit.
        Assert.Equal(["m0#2", "m0#3"], left.Select(l => l.Id));
    }

    [Theory]
    [InlineData("请尽早办。\n\n1. 收到", "请尽早办。\n\n也可以说：“收到”")]
    [InlineData("两件事。\n\n1. 怎么弄\n2. 别再提醒", "两件事。\n\n也可以说：“怎么弄”、“别再提醒”")]
    [InlineData("步骤：\n1. 先填\n2. 再交\n就好了。", "步骤：\n1. 先填\n2. 再交\n就好了。")]
    [InlineData("没有选项。", "没有选项。")]
    public void KeptText_WithNumberedChoices_NamesThem(string text, string expected) => Assert.Equal(expected, KeptText.ByName(text));

    [Fact]
    public void KeptText_OfAnEarlierDay_SaysOfWhich()
    {
        WaitingText[] texts = [new("a#0", "还有2天截止。", "a"), new("a#1", "详情。\n\n1. 收到", "a")];
        Assert.Equal(["（10月23日要发给您的）\n还有2天截止。", "详情。\n\n也可以说：“收到”"], KeptText.Of([.. texts], isWhole: true, new(2024, 10, 23)).Select(t => t.Text));
        Assert.Equal("详情。\n\n也可以说：“收到”", Assert.Single(KeptText.Of([texts[1]], isWhole: false, new(2024, 10, 23))).Text);
        var full = new string('a', 2048);
        Assert.Equal(full, Assert.Single(KeptText.Of([new("a#0", full, "a")], isWhole: true, new(2024, 10, 23))).Text);
    }
}
