using Dialogs.Understanding;
using Knowledge.Notices;
using Knowledge.Questions;

namespace Dialogs.Flows.Ask;

/// <summary>Holds what a question takes for granted against what the answer says: 「听说10月30号截止？」 is corrected first.</summary>
internal static class ClaimCheck
{
    /// <summary>The words to begin with; empty if nothing was claimed.</summary>
    /// <param name="ofAnybody">The answer is the one that holds for everybody, so that its figure does.</param>
    public static string Opening(Notice notice, AnswerScope scope, bool ofAnybody) => scope.Topic.Claim switch
    {
        Claim.Closes closes when notice.Deadline(closes.Deadline) is { } deadline => OfDay(scope, deadline.Closes, deadline.Opens),
        Claim.Figure figure => (ofAnybody && figure.AtLeast ? OfOwn(scope.Question, figure) : null) ?? OfFigure(scope.Question, figure),
        _ => "",
    };

    private static string OfDay(AnswerScope scope, DateOnly right, DateOnly? opens)
    {
        if (!scope.Question.Confirms || scope.AskedDay is not null) return "";
        var claimed = scope.Question.Recognized.Dates.Where(d => d.Value is { IsExact: true } && !(d.AssumedMonth && d.Value.First < scope.Today)).Select(d => d.Value!.First).Where(d => d != opens && d != scope.Today).ToList();
        if (claimed.Contains(right)) return "";
        return claimed.Count > 0 ? $"不是{claimed[^1].Month}月{claimed[^1].Day}日。" : "";
    }

    /// <summary>「修了15分，够吗」: null if nothing is said or asked of one's own figure, or it is in another unit and may or may not do.</summary>
    private static string? OfOwn(Question question, Claim.Figure figure)
    {
        if (!question.Forms.Contains("q_enough")) return null;
        foreach (var unit in figure.Units)
            if (Before(question.Text, unit) is { } number)
                return number < figure.Number ? "不够。" : unit == figure.Units[0] || figure.Units[0].EndsWith(unit, StringComparison.Ordinal) ? "够了。" : null;
        return null;
    }

    private static string OfFigure(Question question, Claim.Figure figure)
    {
        if (!question.Confirms) return "";
        foreach (var unit in figure.Units)
            if (Before(question.Text, unit) is { } number && number != figure.Number) return $"不是{number}{unit}。";
        return "";
    }

    /// <summary>The number written before a unit, in digits or characters; null: none.</summary>
    private static int? Before(string text, string unit)
    {
        for (var at = text.IndexOf(unit, StringComparison.Ordinal); at > 0; at = text.IndexOf(unit, at + 1, StringComparison.Ordinal))
        {
            var start = at;
            while (start > 0 && char.IsAsciiDigit(text[start - 1])) start--;
            if (start < at && int.TryParse(text.AsSpan(start, at - start), out var number)) return number;
            if ("一两二三四五六七八九十".IndexOf(text[at - 1]) is >= 0 and var digit) return digit is 0 ? 1 : digit is 1 or 2 ? 2 : digit;
        }
        return null;
    }
}
