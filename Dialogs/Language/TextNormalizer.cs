using System.Buffers;

namespace Dialogs.Language;

/// <summary>
/// Brings a text into the one form in which it is understood: half width, lower case, simplified characters; no controls, pictures or
/// combining selectors; one blank where Latin words or numbers meet, a comma where it parts two phrases of Chinese, and none elsewhere; a line break as <c>\n</c>; <c>，！？：；（）</c> as
/// <c>,!?:;()</c>, all dashes as <c>-</c>, all quotes as <c>"</c>, dots in a row as <c>。</c>; repeated punctuation once.
/// </summary>
public static class TextNormalizer
{
    public static NormalizedText Normalize(string text)
    {
        var fold = CharacterTables.Fold;
        return IsNormal(text, fold) ? new NormalizedText(text, text, null) : Rewrite(text, fold);
    }

    /// <summary>The text alone, for callers that need no way back.</summary>
    public static string NormalizeText(string text) => Normalize(text).Text;

    private static bool IsNormal(string text, CharacterTables.FoldTable fold)
    {
        var previous = ' ';
        foreach (var c in text)
        {
            if (fold.Single[c] != c || c is ' ' or '\n' || char.IsSurrogate(c) || (c == previous && IsSqueezed(c)) || fold.Words.ContainsKey(c)) return false;
            previous = c;
        }
        return true;
    }

    private static NormalizedText Rewrite(string text, CharacterTables.FoldTable fold)
    {
        var writer = new NormalizedWriter(ArrayPool<char>.Shared.Rent(text.Length * 4 + 16), ArrayPool<int>.Shared.Rent(text.Length * 4 + 16));
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (fold.Words.TryGetValue(c, out var words) && Word(text, i, words) is { } word)
            {
                foreach (var w in word) writer.Add(w, i++);
                i--;
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                AddPair(ref writer, c, text[i + 1], i);
                i++;
            }
            else if (fold.Single[c] == CharacterTables.Several)
                foreach (var e in fold.Expansions[c]) writer.Add(e, i);
            else if (fold.Single[c] != CharacterTables.Dropped)
                writer.Add(fold.Single[c] == ' ' && Pauses.IsPause(text, i) ? ',' : fold.Single[c], i);
        }
        return writer.Finish(text);
    }

    private static string? Word(string text, int at, (string From, string To)[] words)
    {
        foreach (var (from, to) in words)
            if (string.CompareOrdinal(text, at, from, 0, from.Length) == 0) return to;
        return null;
    }

    private static void AddPair(ref NormalizedWriter writer, char high, char low, int at)
    {
        var code = char.ConvertToUtf32(high, low);
        if (code is >= 0x1d7ce and <= 0x1d7ff) writer.Add((char)('0' + (code - 0x1d7ce) % 10), at);
        else if (code < 0x20000) writer.Add(' ', at);
        else
        {
            writer.Add(high, at);
            writer.Add(low, at);
        }
    }

    internal static bool IsSqueezed(char c) => c is ',' or '.' or '。' or '!' or '?' or ';' or ':' or '、' or '-' or '~' or '·' or '"' or '\'' or '/' or '\n' or '*' or '_' or '=' or '|';
}
