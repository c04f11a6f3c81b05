using System.Collections.Immutable;
using System.Text.Json;
using Bot.Generation;
using TestKit.DirectLine;
using TestKit.Evaluation;
using TestKit.Models;

namespace Bot.Tests.Generation;

/// <summary>The model in a conversation: what it may add, and what never reaches it.</summary>
public sealed class GeneratedTurnTests(GenerationHost host) : IClassFixture<GenerationHost>
{
    [Fact]
    public async Task Answer_SaidInOtherWords_IsMarkedAndKeepsItsClause()
    {
        host.Model.Answer = c => Rewritten(c.Text("answer").Replace("须达到", "需要达到", StringComparison.Ordinal));

        var said = await SayAsync("语文老师普通话要求");

        Assert.Contains("语文教师需要达到二级甲等以上。" + Rewriter.Label, said.Readable(), StringComparison.Ordinal);
        var ask = Ask(said);
        Assert.EndsWith(Rewriter.Label, ask.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(ask.GetProperty("citations").EnumerateArray());
    }

    [Fact]
    public async Task Question_WithANumberOfAPerson_ReachesTheModelMaskedAndAsData()
    {
        var before = host.Model.Calls.Count;
        host.Model.Answer = _ => new("{}");

        await SayAsync("我的手机号13912345678，语文老师普通话要求是什么");

        var calls = host.Model.Calls.Skip(before).ToList();
        Assert.NotEmpty(calls);
        Assert.All(calls, c =>
        {
            Assert.DoesNotContain("13912345678", c.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("语文", c.Instructions, StringComparison.Ordinal);
            Assert.Equal(JsonValueKind.Object, c.Data.ValueKind);
        });
    }

    [Fact]
    public async Task Topic_Proposed_IsOfferedAndNotAnswered()
    {
        var unclear = await UnclearAsync();
        host.Model.Answer = c => new(c.Reads ? """{"questions":[],"topic":"copies-that-do-not-exist","facts":[]}""" : "{}");
        Assert.Equal((await SayAsync(unclear, host.Without)).Readable(), (await SayAsync(unclear)).Readable());

        var known = host.Model.Calls.Last(c => c.Reads).Data.GetProperty("topics").EnumerateArray().First();
        host.Model.Answer = c => new(c.Reads ? $$"""{"topic":"{{known.GetProperty("id").GetString()}}"}""" : "{}");
        var said = await SayAsync(unclear);
        Assert.Contains(said[^1].GetProperty("suggestedActions").GetProperty("actions").EnumerateArray(), a => a.GetProperty("title").GetString() == known.GetProperty("title").GetString());
        Assert.Equal(Ask(await SayAsync(unclear, host.Without)).GetProperty("status").GetString(), Ask(said).GetProperty("status").GetString());
        Assert.Equal(Ask(await SayAsync(unclear, host.Without)).GetProperty("text").GetString(), Ask(said).GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("{\"field\":\"education\",\"value\":\"bachelor\",\"span\":\"我自己大专毕业后就来了\"}", false)]
    [InlineData("{\"field\":\"education\",\"value\":\"associate\",\"span\":\"我同事是大专\"}", false)]
    [InlineData("{\"field\":\"education\",\"value\":\"associate\",\"span\":\"没有写过的话\"}", false)]
    [InlineData("{\"field\":\"employer_type\",\"value\":\"enterprise\",\"span\":\"\"}", false)]
    public async Task Fact_NotInTheWordsOfThePerson_IsNotTaken(string fact, bool taken)
    {
        const string Story = "我来这边好多年了，什么活都干过，同事们都挺照顾我的，我同事是大专，她去年就报过了，我一直没来得及弄这个事情";
        host.Model.Answer = _ => new($$"""{"questions":[],"topic":null,"facts":[{{fact}}]}""");
        var chat = await DirectLineClient.StartAsync(Stranger());
        await chat.SayAsync("自查");

        var check = (await chat.SayAsync(Story)).SelfCheck();

        Assert.Equal(taken, check is null || check.Value.GetProperty("missing").EnumerateArray().All(m => m.GetString() != "education"));
    }

    [Fact]
    public async Task Tools_TheModelLooksThingsUp_GetTheEnginesAnswers()
    {
        var unclear = await UnclearAsync();
        host.Model.Answer = c => c.ToolResults.Any() ? new("""{"topic":null}""") : new("") { Tool = ("notice-search_clauses", """{"query":"普通话 二级甲等"}""") };

        await SayAsync(unclear);

        Assert.Contains(host.Model.Calls, c => c.ToolResults.Any(r => r.Contains("语文学科教师须达到二级甲等以上", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Outcome_OfASelfCheck_IsNeverTheModels()
    {
        host.Model.Answer = _ => Rewritten("您符合条件，可以申报。");
        const string All = "自查：我是自考本科，若羌县企业，电力";

        var (with, without) = (await SayAsync(All), await SayAsync(All, host.Without));

        Assert.Equal(without.Readable(), with.Readable());
        Assert.Equal("ineligible", with.SelfCheck()!.Value.GetProperty("verdict").GetString());
    }

    private static ModelReply Rewritten(string text) => new(JsonSerializer.Serialize(new { text }));

    private static JsonElement Ask(ImmutableArray<JsonElement> said) =>
        said.Select(a => a.TryGetProperty("channelData", out var data) && data.TryGetProperty("ask", out var ask) ? ask : default).Last(a => a.ValueKind == JsonValueKind.Object);

    /// <summary>Something that the engine alone makes nothing of.</summary>
    private async Task<string> UnclearAsync()
    {
        foreach (var item in Items.Read<QuestionItem>("own/ask-inscope.jsonl").Concat(Items.Read<QuestionItem>("own/ask-decline.jsonl")))
            if ((await GenerationHost.AskAsync(host.Without, item.Q)).Answer is var answer && !(answer.TryGetProperty("topic", out var topic) && topic.ValueKind == JsonValueKind.String)) return item.Q;
        throw new InvalidOperationException("The engine makes something of everything.");
    }

    private HttpClient Stranger(BotHost? bot = null) => new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = (bot ?? host.With).Client.BaseAddress };

    private async Task<ImmutableArray<JsonElement>> SayAsync(string text, BotHost? bot = null) => await (await DirectLineClient.StartAsync(Stranger(bot))).SayAsync(text);
}
