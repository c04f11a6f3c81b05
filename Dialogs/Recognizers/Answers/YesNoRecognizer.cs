using System.Buffers;
using Dialogs.Language;
using Dialogs.Recognizers.Words;

namespace Dialogs.Recognizers.Answers;

/// <summary>Finds out whether a text answers a yes-or-no question: 是滴, 对着呢, 没得, 不晓得, 「有的，去年办的」. A question is no answer.</summary>
internal static class YesNoRecognizer
{
    private const int LongestAnswer = 40;

    private static readonly SearchValues<char> ClauseEnds = SearchValues.Create(",。!?;\n~、 ");

    private static readonly WordList Yes = WordList.Named("yes");
    private static readonly WordList No = WordList.Named("no");
    private static readonly WordList Unsure = WordList.Named("unsure");
    private static readonly WordList Lead = WordList.Named("lead");
    private static readonly WordList Tail = WordList.Named("tail");
    private static readonly WordList GuessTail = WordList.Named("guess-tail");
    private static readonly WordList Denying = WordList.Named("deny-not");

    public static void Find(string text, List<Recognition> found)
    {
        if (text.Length is 0 or > LongestAnswer) { FindUnsure(text, found); return; }
        YesNoMention? answer = null;
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny(ClauseEnds) is >= 0 and var n ? start + n : text.Length;
            if (end < text.Length && text[end] == '?') return;
            if (end > start && !IsFiller(text, start, end))
            {
                var clause = Read(text, start, end);
                answer = answer is null ? clause : Joined(answer, clause);
                if (answer is null) break;
            }
            start = end + 1;
        }
        if (answer is not null) found.Add(answer);
        else FindUnsure(text, found);
    }

    /// <summary>嗯，不是 is no; 应该是，记不清 is unsure; 是的，在县里 stays yes.</summary>
    private static YesNoMention Joined(YesNoMention first, YesNoMention? next)
    {
        if (next is null || first.Value is null) return first;
        if (next.Value is null && next.Alone) return next;
        return first.Value == true && first.Span.Length <= 2 && next is { Value: false, Alone: true } ? next : first;
    }

    private static bool IsFiller(string text, int start, int end)
    {
        while (start < end && Lead.At(text, start) is > 0 and var lead && start + lead <= end && !IsAnswer(text, start, end)) start += lead;
        return start == end;
    }

    private static bool IsAnswer(string text, int start, int end) => text.AsSpan(start, end - start) is var rest && (Yes.Contains(rest) || No.Contains(rest) || Unsure.Contains(rest));

    private static YesNoMention? Read(string text, int start, int end)
    {
        if (Exact(text, start, end) is { } exact) return exact;
        var from = start;
        while (Lead.At(text, from) is > 0 and var lead && from + lead < end)
        {
            from += lead;
            if (Exact(text, from, end) is { } answer) return answer;
        }
        return Beginning(text, start, end);
    }

    /// <summary>A clause that is an answer, after up to three closing particles are taken off.</summary>
    private static YesNoMention? Exact(string text, int start, int end)
    {
        for (var cut = 0; cut < 4 && end > start; cut++)
        {
            var words = text.AsSpan(start, end - start);
            var span = new TextSpan(start, end);
            if (Unsure.Contains(words)) return new YesNoMention(span, null, true);
            if (No.Contains(words)) return new YesNoMention(span, false, true);
            if (Yes.Contains(words)) return new YesNoMention(span, true, true);
            if (words.Length > 2 && words.Length % 2 == 0 && words[..(words.Length / 2)].SequenceEqual(words[(words.Length / 2)..])) return Exact(text, start, end - words.Length / 2);
            if (GuessTail.Before(text, end, start) is > 0 and var guess && words is not ("好吧" or "行吧")) return Exact(text, start, end - guess) is { } guessed ? guessed with { Value = null } : null;
            var tail = Tail.Before(text, end, start);
            if (tail == 0) return null;
            end -= tail;
        }
        return null;
    }

    /// <summary>A clause that begins with an answer and goes on: 有学位, 没考过, 是全日制的. 是不是, 有没有 ask.</summary>
    private static YesNoMention? Beginning(string text, int start, int end)
    {
        if (Denying.At(text, start) > 0 || IsQuestion(text, start, end)) return null;
        var unsure = Unsure.At(text, start);
        if (unsure > 1) return new YesNoMention(new TextSpan(start, start + unsure), null, false);
        var (no, yes) = (No.At(text, start), Yes.At(text, start));
        if (no == 0 && yes == 0) return null;
        if (no == 1 && yes <= 1 && text[start] is '不' or '无') return null;
        return no >= yes ? new YesNoMention(new TextSpan(start, start + no), false, false)
            : text[start] is '是' or '有' or '在' or '对' or '属' or '符' or '嗯' or '恩' or '确' or '肯' or '当' or '都' or '算' or '能' or '会' ? new YesNoMention(new TextSpan(start, start + yes), true, false) : null;
    }

    private static bool IsQuestion(string text, int start, int end) =>
        text[end - 1] is '吗' or '么' or '嘛' or '呢' && end - start > 4 || text.AsSpan(start, end - start).IndexOfAny("啥哪谁几怎") >= 0;

    /// <summary>不知道 and its like anywhere in a text, unless it asks: 「考核合不合格我不知道」.</summary>
    private static void FindUnsure(string text, List<Recognition> found)
    {
        if (text.Length > 200 || text.Contains('?', StringComparison.Ordinal)) return;
        for (var i = 0; i < text.Length; i++)
            if (text[i] is '不' or '记' or '忘' or '搞' or '弄' or '说' or '拿' or '没' && Unsure.At(text, i) is > 2 and var length)
            {
                found.Add(new YesNoMention(new TextSpan(i, i + length), null, false));
                return;
            }
    }
}
