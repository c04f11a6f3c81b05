using System.Collections.Immutable;

namespace Dialogs.Understanding;

/// <summary>Splits a message into the parts that ask. Background told around a question is left out; a short message is one part.</summary>
internal static class QuestionParts
{
    private const int Short = 26;
    private const int Shortest = 4;

    private static readonly char[] SentenceEnds = ['。', '!', '?', ';', '\n'];
    private static readonly char[] ClauseEnds = [',', ' ', '、'];

    public static ImmutableArray<string> Of(string text, Func<string, bool> asks)
    {
        var sentences = Split(text, SentenceEnds);
        var asking = sentences.Where(s => s.Length >= Shortest && asks(s)).ToList();
        if (asking.Count < 2 && text.Length <= Short)
        {
            var clauses = Split(text, ClauseEnds).Where(c => c.Length >= Shortest && asks(c)).ToImmutableArray();
            return clauses.Length > 1 ? clauses : [text];
        }
        var parts = asking.Select(s => s.Length <= Short ? s : LastAsking(s, asks)).ToImmutableArray();
        return parts.Length > 0 ? parts : [text];
    }

    /// <summary>The last clause of a long sentence that asks, with the clause before it.</summary>
    private static string LastAsking(string sentence, Func<string, bool> asks)
    {
        var clauses = Split(sentence, ClauseEnds);
        for (var i = clauses.Length - 1; i >= 0; i--)
            if (asks(clauses[i]))
                return i > 0 ? clauses[i - 1] + "," + clauses[i] : clauses[i];
        return sentence;
    }

    private static string[] Split(string text, char[] at) => text.Split(at, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
