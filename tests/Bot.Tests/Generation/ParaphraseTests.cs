using System.Text.Json;
using Bot.Generation.Verifying;
using Dialogs.Flows.Ask;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Rules;
using TestKit;

namespace Bot.Tests.Generation;

/// <summary>
/// Answers as models of several styles say them: how many are sent, and that none of these is sent with one small lie in it. Set a and b were there while the words of
/// the verifier were chosen; c was written afterwards, for the instructions that the model gets, and 24 of its 35 were sent at the first try.
/// </summary>
public sealed class ParaphraseTests
{
    /// <param name="Answer">What the pack said when this was written; it may say it otherwise by now.</param>
    private sealed record Case(string Id, string Style, string Question, string Answer, string Written, string Sent);

    private static readonly Notice Notice = PackLibrary.Load(Repository.At("Knowledge", "Packs")).Library.All.Single();
    private static readonly Lazy<Case[]> Cases = new(() =>
        [.. File.ReadLines(Repository.At("tests", "Bot.Tests", "Generation", "paraphrases.jsonl")).Select(l => JsonSerializer.Deserialize<Case>(l, JsonSerializerOptions.Web)!)]);

    /// <summary>One word for another that makes it false.</summary>
    private static readonly (string From, string To)[] Lies =
    [
        ("前", "后"), ("后", "前"), ("以上", "以下"), ("以下", "以上"), ("或", "和"), ("、", "或"), ("可以", "不可以"), ("可以", "必须"), ("必须", "可以"), ("需要", "可以"), ("要", "不要"), ("要", "可以"),
        ("不能", "可以"), ("不用", "要"), ("不少于", "不多于"), ("不低于", "不高于"), ("最晚", "最早"), ("最低", "最高"), ("才", "就"), ("只", ""), ("全日制", "非全日制"), ("全日制", ""),
        ("用人单位", "主管部门"), ("主管部门", "用人单位"), ("主管局", "县人社局"), ("县人社局", "主管局"), ("申报人", "用人单位"), ("教科局", "学校"), ("学校", "教科局"), ("单位", "个人"),
        ("企业", "事业单位"), ("事业单位", "企业"), ("本科", "大专"), ("大专", "中专"), ("教师", "学生"), ("语文", ""), ("汉语", ""), ("当天", "次日"), ("开始", "截止"), ("甲", "乙"), ("乙", "甲"),
        ("双面", "单面"), ("合格", "不合格"), ("没有写", "写了"), ("没有", "有"), ("扫描件", "复印件"), ("0996", "0998"), ("www.", "http://www."), ("附件", "附件1"),
    ];

    private static readonly string[] Intruders = ["不", "不用", "都不", "不是", "可能", "一般", "约", "只", "除非", "三", "3", "明年", "先", "免"];

    [Fact]
    public void Paraphrases_AreSentOrNotAsWritten()
    {
        var wrong = Cases.Value.Where(c => Sent(c, c.Written) != c.Sent).Select(c => $"{c.Id}: {Sent(c, c.Written)} instead of {c.Sent}: {c.Written}").ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n{string.Join('\n', wrong)}");
        Assert.True(Cases.Value.Count(c => c.Sent != "pack") >= 75);
        Assert.True(Cases.Value.Count(c => c.Id[0] == 'c' && c.Sent != "pack") * 3 >= Cases.Value.Count(c => c.Id[0] == 'c') * 2);
    }

    [Fact]
    public void Paraphrases_WithOneSmallLie_AreNeverSent()
    {
        var (tried, through) = (0, new List<string>());
        foreach (var one in Cases.Value.Where(c => c.Sent != "pack"))
        {
            var (answer, subject) = Asked(one);
            foreach (var lie in Twisted(one.Written).Distinct())
            {
                tried++;
                if (Verifier.Check(answer, lie, subject) == lie) through.Add($"{lie}\n    of {answer}");
            }
        }
        Assert.True(tried > 20_000, $"only {tried}");
        Assert.True(through.Count == 0, $"{through.Count} of {tried}:\n{string.Join('\n', through.Take(12))}");
    }

    [Fact]
    public void Garbage_OfAnyKind_IsRefusedWithoutFailing()
    {
        var random = new Random(7);
        foreach (var one in Cases.Value)
        {
            var (answer, subject) = Asked(one);
            for (var i = 0; i < 40; i++)
            {
                var (from, to) = (random.Next(one.Written.Length), random.Next(one.Written.Length));
                var cut = one.Written[Math.Min(from, to)..Math.Max(from, to)];
                Assert.True(Verifier.Check(answer, cut + one.Written[..random.Next(one.Written.Length)], subject) is null or { Length: > 0 });
                Assert.True(Verifier.Check(cut, one.Written, subject) is null or { Length: > 0 });
            }
        }
    }

    private static IEnumerable<string> Twisted(string text)
    {
        foreach (var (from, to) in Lies)
            for (var i = text.IndexOf(from, StringComparison.Ordinal); i >= 0; i = text.IndexOf(from, i + 1, StringComparison.Ordinal)) yield return text[..i] + to + text[(i + from.Length)..];
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]) && !IsBullet(text, i)) yield return text[..i] + (char)('0' + ((text[i] - '0' + 1) % 10)) + text[(i + 1)..];
            if ("不没未无非别".Contains(text[i], StringComparison.Ordinal)) yield return text.Remove(i, 1);
            foreach (var word in Intruders) yield return text.Insert(i, word);
        }
    }

    private static bool IsBullet(string text, int at) => (at == 0 || text[at - 1] == '\n') && at + 1 < text.Length && text[at + 1] == '.';

    private static string Sent(Case one, string written)
    {
        var (answer, subject) = Asked(one);
        return Verifier.Check(answer, written, subject) is not { } sent ? "pack" : sent == written ? "model" : "part";
    }

    private static (string Answer, Subject Subject) Asked(Case one)
    {
        var answer = new Asker().Ask(new AskQuestion(one.Question, Notice, Profile.Empty, new DateTimeOffset(2024, 10, 10, 10, 0, 0, TimeSpan.FromHours(8))));
        return (one.Answer, answer.Topic is { } id && Notice.Topics.Find(id) is { } topic ? new Subject(one.Question, topic.Title, string.Join('\n', topic.Examples)) : Subject.None);
    }
}
