using System.Buffers;
using Dialogs.Language;

namespace Dialogs.Recognizers.Facts;

/// <summary>Parts of a sentence between commas.</summary>
internal static class Clauses
{
    private static readonly SearchValues<char> EndMarks = SearchValues.Create(",。!?;\n");
    private const string SentenceEnds = "。!?\n";

    /// <summary>The clause around a place.</summary>
    public static TextSpan Around(string text, TextSpan span)
    {
        var before = span.Start == 0 ? -1 : text.AsSpan(0, span.Start).LastIndexOfAny(EndMarks);
        var after = text.AsSpan(span.End).IndexOfAny(EndMarks);
        return new TextSpan(before + 1, after < 0 ? text.Length : span.End + after);
    }

    /// <summary>The clause after that one in the same sentence; empty if there is none.</summary>
    public static TextSpan Next(string text, TextSpan clause) =>
        clause.End >= text.Length || SentenceEnds.Contains(text[clause.End], StringComparison.Ordinal)
            ? new TextSpan(clause.End, clause.End)
            : Around(text, new TextSpan(clause.End + 1, clause.End + 1));

    /// <summary>The clause before that one in the same sentence; empty if there is none.</summary>
    public static TextSpan Previous(string text, TextSpan clause) =>
        clause.Start == 0 || SentenceEnds.Contains(text[clause.Start - 1], StringComparison.Ordinal)
            ? new TextSpan(clause.Start, clause.Start)
            : Around(text, new TextSpan(clause.Start - 1, clause.Start - 1));
}
