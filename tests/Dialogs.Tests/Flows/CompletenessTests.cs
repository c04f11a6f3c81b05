using Dialogs.Turns;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Tests.Flows;

/// <summary>
/// Walks the self-check in chat, forking on every answer that is offered (and 不知道 now and then), and looks at each path: it ends, with an outcome, and
/// every question on it could still change the verdict or the papers. Costs some thousand turns; options that no rule tells apart are walked once.
/// </summary>
public sealed class CompletenessTests
{
    private const int MostQuestions = 16;

    private static readonly DateTimeOffset Now = new(2024, 10, 10, 10, 0, 0, TimeSpan.FromHours(8));
    private static readonly Assistant Assistant = new(PackLibrary.Load(System.IO.Path.Combine(TestFiles.Root, "Knowledge", "Packs")).Library);

    private readonly List<string> faults = [];
    private int ends;

    [Fact]
    public void SelfCheck_EveryPath_EndsInAnOutcomeHavingAskedOnlyWhatMatters()
    {
        var begun = Say(new ConversationState(), "自查");
        Walk(begun, []);
        Assert.Empty(faults.Take(10));
        Assert.True(ends > 500, $"Only {ends} paths.");
    }

    private void Walk(Turn turn, List<string> path)
    {
        var check = turn.State.Check!;
        if (check.Asking is null)
        {
            ends++;
            if (check.Shown is null) faults.Add($"{string.Join(" ", path)}: no outcome");
            return;
        }
        var result = turn.Replies[^1].SelfCheck!;
        if (result.Open.All(f => f.Id != check.Asking)) faults.Add($"{string.Join(" ", path)}: asked {check.Asking}, which changes nothing");
        if (path.Count > MostQuestions) { faults.Add($"{string.Join(" ", path)}: too many questions"); return; }
        foreach (var answer in AnswersTo(result.Notice, result.Notice.Field(check.Asking)!, path.Count))
        {
            var next = Say(turn.State, answer);
            if (next.State.Check!.Asking == check.Asking) faults.Add($"{string.Join(" ", path)}: {answer} was not taken for {check.Asking}");
            else Walk(next, [.. path, answer]);
        }
    }

    /// <summary>Every option where there are few; of many those that rules tell apart; dates on both sides of each bound.</summary>
    private static IEnumerable<string> AnswersTo(Notice notice, Field field, int depth)
    {
        if (field.Kind == FieldKind.Date) return ["2024年9月", "2021年3月2日"];
        if (field.Options.Length > 10) return ["新闻", "中小学教师", "党干校", "会计"];
        if (field.Id == "putonghua") return ["一级甲等", "没有证书"];
        return field.Options.Select(o => o.Text).Concat(depth is 3 or 7 ? ["不知道"] : []);
    }

    private static Turn Say(ConversationState state, string text) => Assistant.Run(state, new Message { Id = "1", Text = text }, Now);
}
