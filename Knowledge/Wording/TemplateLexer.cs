using System.Globalization;

namespace Knowledge.Wording;

/// <summary>Splits a template into literal text and tags, and a tag's inside into words.</summary>
internal static class TemplateLexer
{
    /// <summary>Pieces in order: <c>Tag</c> null for literal text, <c>{</c> for <c>{{…}}</c>, <c>%</c> for <c>{%…%}</c>. A dash inside a delimiter eats the white space beside it.</summary>
    public static List<(char? Tag, string Text)> Split(string source)
    {
        var pieces = new List<(char? Tag, string Text)>();
        var at = 0;
        var trim = false;
        while (at < source.Length)
        {
            var open = NextOpen(source, at);
            var text = source[at..(open < 0 ? source.Length : open)];
            if (trim) text = text.TrimStart();
            if (open < 0)
            {
                pieces.Add((null, text));
                break;
            }
            var kind = source[open + 1];
            var close = source.IndexOf(kind == '{' ? "}}" : "%}", open + 2, StringComparison.Ordinal);
            if (close < 0) throw new TemplateException($"'{source[open..Math.Min(source.Length, open + 12)]}' 没有结束；请补上 {(kind == '{' ? "}}" : "%}")}。");
            var inside = source[(open + 2)..close];
            if (inside.StartsWith('-')) (text, inside) = (text.TrimEnd(), inside[1..]);
            trim = inside.EndsWith('-');
            if (trim) inside = inside[..^1];
            if (text.Length > 0) pieces.Add((null, text));
            pieces.Add((kind, inside.Trim()));
            at = close + 2;
        }
        return pieces;
    }

    /// <summary>Names, numbers, quoted texts (kept with their quotes) and signs.</summary>
    public static List<string> Words(string inside)
    {
        var words = new List<string>();
        for (var i = 0; i < inside.Length;)
        {
            var start = i;
            if (char.IsWhiteSpace(inside[i])) { i++; continue; }
            if (inside[i] is '\'' or '"')
            {
                i = inside.IndexOf(inside[i], i + 1) + 1;
                if (i == 0) throw new TemplateException($"'{inside}' 里的引号没有配对。");
            }
            else if (IsWord(inside[i])) while (i < inside.Length && IsWord(inside[i])) i++;
            else i += i + 1 < inside.Length && inside[i + 1] == '=' && "=!<>".Contains(inside[i]) ? 2 : 1;
            words.Add(inside[start..i]);
        }
        return words;
    }

    public static bool IsNumber(string word, out decimal number) => decimal.TryParse(word, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';

    private static int NextOpen(string source, int from)
    {
        var (a, b) = (source.IndexOf("{{", from, StringComparison.Ordinal), source.IndexOf("{%", from, StringComparison.Ordinal));
        return a < 0 ? b : b < 0 ? a : Math.Min(a, b);
    }
}
