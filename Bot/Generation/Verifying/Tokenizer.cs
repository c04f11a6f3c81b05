using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Dialogs.Language;

namespace Bot.Generation.Verifying;

/// <summary>Cuts a text into sentences and these into what can be compared.</summary>
internal static partial class Tokenizer
{
    private const string Ends = "。!;\n";

    public static ImmutableArray<Sentence> Read(string text)
    {
        var sentences = ImmutableArray.CreateBuilder<Sentence>();
        for (var from = 0; from < text.Length;)
        {
            var to = from;
            while (to < text.Length && !IsEnd(text[to])) to++;
            while (to < text.Length && IsEnd(text[to])) to++;
            var written = text[from..to];
            if (written.Trim().Length > 0) sentences.Add(new Sentence(written, Tokens(written)));
            from = to;
        }
        return sentences.ToImmutable();
    }

    private static bool IsEnd(char c) => c is '。' or '！' or '!' or '；' or ';' or '\n' or '？' or '?';

    private static Token[] Tokens(string sentence)
    {
        var text = Numerals().Replace(PlainWords.Fold(TextNormalizer.NormalizeText(sentence)), ChineseNumeral.Replace);
        var tokens = new List<Token>();
        var (part, aside) = (0, false);
        for (var at = 0; at < text.Length;)
        {
            if (Asides().Match(text, at) is { Success: true } opened) (aside, at) = (true, at + opened.Length);
            else if (aside && text[at] == ')') (aside, at) = (false, at + 1);
            else if (IsBoundary(text[at]))
            {
                if (tokens.Count > 0 && tokens[^1].Part == part) part++;
                at++;
            }
            else at += Add(tokens, text, at, part, aside);
        }
        return [.. tokens];
    }

    /// <returns>How far it reaches.</returns>
    private static int Add(List<Token> tokens, string text, int at, int part, bool aside)
    {
        var (length, kind) = Piece(text, at);
        if (kind is { } known) tokens.Add(new Token(Canonical(text.Substring(at, length)), known, part, aside));
        return length;
    }

    private static bool IsBoundary(char c) => c is ',' or ':' or '(' or ')' || Ends.Contains(c, StringComparison.Ordinal);

    /// <summary>The piece that begins here; a null kind says nothing.</summary>
    private static (int Length, TokenKind? Kind) Piece(string text, int at)
    {
        if (Fact().Match(text, at) is { Success: true } fact) return (fact.Length, TokenKind.Fact);
        if (Begins(text, at, PlainWords.Days) is { } day) return (day, TokenKind.Fact);
        if (Begins(text, at, PlainWords.Turns) is { } turn) return (turn, TokenKind.Turn);
        if (Begins(text, at, PlainWords.Denials) is { } denial) return (denial, TokenKind.Denial);
        if (text[at] == ' ' || PlainWords.Empty.Contains(text[at].ToString())) return (1, null);
        // A sign that is no letter means something: quotes make a word doubtful, brackets make a link.
        return (1, char.IsLetter(text[at]) ? TokenKind.Word : TokenKind.Fact);
    }

    private static int? Begins(string text, int at, ImmutableArray<string> words)
    {
        foreach (var word in words)
            if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0) return word.Length;
        return null;
    }

    private static string Canonical(string piece) => piece.Replace('号', '日').Replace("星期", "周", StringComparison.Ordinal).Replace("礼拜", "周", StringComparison.Ordinal).Replace("周天", "周日", StringComparison.Ordinal);

    // Attachments and clauses by number, telephone numbers, days, weekdays, numbers with their unit, grades, foreign words and addresses.
    [GeneratedRegex("""
        \G(?:附件[ ]?\d+ | 第\d+[\u4e00-\u9fff] | \d{3,4}-\d{7,8} | \d{1,2}月\d{1,2}[日号] | \d+[.\-/:]\d+(?:[.\-/:]\d+)*
        | (?:周|星期|礼拜)[一二三四五六日天]
        | \d+(?:\.\d+)?(?:个工作日|个自然日|工作日|个月|年度|周年|小时|分钟|万元|亿元|[年月日号天周份元级%人次项种个岁倍条点时分页张遍层户台门科篇位家])?
        | [甲乙丙丁戊](?=等) | [a-z][a-z0-9.\-/:@_]*)
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Fact();

    [GeneratedRegex(@"(?<![周期拜零一二两三四五六七八九十百])[零〇一二两三四五六七八九十百]+(?=个|年|月|日|号|天|份|周年|级|元|万|项|种|次|人|岁|小时|倍|条|门|科)")]
    private static partial Regex Numerals();

    // The opening of a remark about a day: (weekday), (so many days left), (that is tomorrow).
    [GeneratedRegex(@"\G\((?=(?:(?:周|星期)[一二三四五六日天]|还有\d+天|就是(?:今天|明天|后天))\))")]
    private static partial Regex Asides();
}
