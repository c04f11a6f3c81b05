using System.Collections.Immutable;

namespace Dialogs.Understanding;

/// <summary>Splits a message into the parts that ask. Background told around a question is left out; a short message is one part.</summary>
internal static class QuestionParts
{
    /// <summary>Up to so many characters each clause that asks is a question of its own.</summary>
    public const int Short = 26;

    private const int Shortest = 4;

    private static readonly char[] SentenceEnds = ['。', '!', '?', ';', '\n'];
    private static readonly char[] ClauseEnds = [',', ' ', '、'];

    private static readonly string[] Connectives =
        ["然后", "但是", "可是", "不过", "所以", "就是想", "想问", "请问", "问一下", "问下", "麻烦", "谢谢", "还有", "另外", "那么", "我忘了", "不知道", "不晓得", "不清楚", "说是", "我就", "现在", "结果"];

    /// <summary>Words that join a second question to the first, in a short message too.</summary>
    private static readonly string[] Moreover = ["然后", "还有", "另外", "再就是", "还想问", "顺便"];

    public static ImmutableArray<string> Of(string text, Func<string, bool> asks)
    {
        if (OfEach(text) is { Length: > 1 } each) return each;
        var asking = Sentences(text).Where(s => s.Text.Length >= Shortest && (s.Marked || asks(s.Text))).Select(s => s.Text).ToList();
        if (asking.Count < 2 && text.Length <= Short)
        {
            var clauses = Split(Breathed(text, Moreover), ClauseEnds).Where(c => c.Length >= Shortest && asks(c)).ToImmutableArray();
            return clauses.Length > 1 ? clauses : [text];
        }
        var parts = asking.SelectMany(s => Joined(s, asks)).Select(s => s.Length <= Short ? s : LastAsking(Breathed(s, Connectives), asks)).ToImmutableArray();
        return parts.Length > 0 ? parts : [text];
    }

    /// <summary>The sentences, and whether a question mark closes each.</summary>
    private static IEnumerable<(string Text, bool Marked)> Sentences(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny(SentenceEnds) is >= 0 and var length ? start + length : text.Length;
            yield return (text[start..end].Trim(), end < text.Length && text[end] == '?');
            start = end + 1;
        }
    }

    /// <summary>「甲用不用传，还有乙找谁开」: two sentences, if both ask.</summary>
    private static ImmutableArray<string> Joined(string sentence, Func<string, bool> asks)
    {
        foreach (var word in Moreover)
            if (sentence.IndexOf("," + word, StringComparison.Ordinal) is >= Shortest and var at && sentence.Length - at > Shortest + word.Length && asks(sentence[..at]) && asks(sentence[(at + 1)..]))
                return [sentence[..at], sentence[(at + 1)..]];
        return [sentence];
    }

    /// <summary>Whether one more question is joined to this part.</summary>
    public static bool IsJoined(string text, string part) => Moreover.Any(w => text.Contains($"{part},{w}", StringComparison.Ordinal));

    /// <summary>The one clause of a message of several that asks; null: none, several, or one of a few characters.</summary>
    public static string? OnlyAsking(string text, Func<string, bool> asks) =>
        text.Length <= 2 * Short && Split(text, ClauseEnds) is { Length: > 1 } clauses && clauses.Where(c => c.Length >= Shortest && asks(c)).ToList() is [{ Length: >= LongEnough } only] ? only : null;

    private const int LongEnough = 6;

    /// <summary>「甲跟乙分别要几份」 asks the same of two things: one question of each. Empty: it asks of no two things.</summary>
    private static ImmutableArray<string> OfEach(string text)
    {
        foreach (var word in Each)
        {
            var at = text.IndexOf(word, StringComparison.Ordinal);
            if (at < 0 || text.Length > Short) continue;
            var rest = text[(at + word.Length)..];
            var things = text[..at].Split(And, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (things.Length is 2 or 3 && rest.Length >= Fewest && things.All(t => t.Length >= Fewest)) return [.. things.Select(t => t + rest)];
        }
        return [];
    }

    private const int Fewest = 2;
    private static readonly string[] Each = ["分别", "各自", "各是", "各要"];
    private static readonly string[] And = ["还有", "以及", "跟", "和", "与", "、"];

    /// <summary>The last clause of a long sentence that asks, with the clause before it unless that is a story of its own.</summary>
    private static string LastAsking(string sentence, Func<string, bool> asks)
    {
        var clauses = Split(sentence, ClauseEnds);
        for (var i = clauses.Length - 1; i >= 0; i--)
            if (asks(clauses[i]))
                return i > 0 && clauses[i - 1].Length + clauses[i].Length <= 2 * Short ? clauses[i - 1] + "," + clauses[i] : clauses[i];
        return sentence;
    }

    /// <summary>Speech written down without a stop: a comma where one would draw breath.</summary>
    private static string Breathed(string sentence, string[] words)
    {
        foreach (var word in words)
            for (var at = sentence.IndexOf(word, StringComparison.Ordinal); at > 0; at = sentence.IndexOf(word, at + word.Length, StringComparison.Ordinal))
                if (Run(sentence, at) > Shortest) sentence = sentence.Insert(at++, ",");
        return sentence;
    }

    /// <summary>How many characters stand between the last stop and a place.</summary>
    private static int Run(string sentence, int at) => at - 1 - sentence.AsSpan(0, at).LastIndexOfAny(ClauseEnds);

    private static string[] Split(string text, char[] at) => text.Split(at, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
