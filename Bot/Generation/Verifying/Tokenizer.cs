using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Dialogs.Language;

namespace Bot.Generation.Verifying;

/// <summary>Cuts a text into sentences and these into what can be compared.</summary>
internal static partial class Tokenizer
{
    public static ImmutableArray<Sentence> Read(string text)
    {
        var sentences = ImmutableArray.CreateBuilder<Sentence>();
        for (var from = 0; from < text.Length;)
        {
            var to = from;
            while (to < text.Length && !IsEnd(text[to])) to++;
            while (to < text.Length && IsEnd(text[to])) to++;
            var written = text[from..to];
            if (written.Trim().Length > 0) sentences.Add(new Sentence(written, Tokens(Markup.WithoutBullet(written))));
            from = to;
        }
        return sentences.ToImmutable();
    }

    public static Token[] Tokens(string sentence)
    {
        var text = SpelledOut(TextNormalizer.NormalizeText(sentence));
        var tokens = new List<Token>();
        var (pause, aside, apart) = (Pause.None, false, false);
        for (var at = 0; at < text.Length;)
        {
            if (Asides().Match(text, at) is { Success: true } opened) (aside, at) = (true, at + opened.Length);
            else if (aside && text[at] == ')') (aside, at) = (false, at + 1);
            else if (PauseOf(text[at]) is { } found) (pause, at) = (found > pause ? found : pause, at + 1);
            else
            {
                var (length, piece) = Piece(text, at);
                if (piece is { Kind: { } kind })
                {
                    tokens.Add(new Token(piece.Text, kind, pause, aside, apart));
                    (pause, apart) = (Pause.None, false);
                }
                else apart = true;
                at += length;
            }
        }
        return Ended(tokens);
    }

    /// <summary>"… will do" at the end of a part, said with either word.</summary>
    private static Token[] Ended(List<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
            if (tokens[i].Is("能") && (i + 1 == tokens.Count || tokens[i + 1].Before != Pause.None)) tokens[i] = tokens[i] with { Text = "行" };
        return [.. tokens];
    }

    /// <summary>What a part of a sentence says, in one row.</summary>
    public static string Line(string text) => Line(Tokens(text));

    public static string Line(IEnumerable<Token> tokens) => string.Concat(tokens.Select(t => t.Text));

    private static bool IsEnd(char c) => c is '。' or '！' or '!' or '；' or ';' or '\n' or '？' or '?';

    private static Pause? PauseOf(char c) => c switch
    {
        ',' or ')' or '。' or '!' or ';' or '\n' => Pause.Comma,
        '(' or ':' => Pause.Opening,
        _ => null,
    };

    private static (int Length, PlainWord? Word) Piece(string text, int at)
    {
        if (Fact().Match(text, at) is { Success: true } fact) return (fact.Length, new PlainWord(Canonical(fact.Value), TokenKind.Fact));
        if (PlainWords.At(text, at) is { } known) return known;
        if (text[at] == ' ') return (1, null);
        // A sign that is no letter means something: quotes make a word doubtful, brackets make a link.
        return (1, new PlainWord(text[at].ToString(), char.IsLetter(text[at]) ? TokenKind.Word : TokenKind.Fact));
    }

    /// <summary>Numbers in digits, and the ways of saying how long it is until a day, or from when to when, as one.</summary>
    private static string SpelledOut(string text)
    {
        text = text.Replace("同日", "同一天", StringComparison.Ordinal);
        text = Numerals().Replace(This().Replace(text, ""), ChineseNumeral.Replace);
        text = Dash().Replace(text, "到");
        text = Wanted().Replace(text, "$1 ");
        text = Years().Replace(text, "$1年到$2年");
        text = Left().Replace(text, "还有$1截止");
        text = FromToday().Replace(text, "还有");
        text = Copula().Replace(text, " ");
        return Included().Replace(text, "$1当天算");
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

    [GeneratedRegex(@"(?<![周期拜零一二两三四五六七八九十百])(?!两级)[零〇一二两三四五六七八九十百]+(?=个|年|月|日|号|天|份|周年|级|元|万|项|种|次|人|岁|小时|倍|条|门|科)")]
    private static partial Regex Numerals();

    // "Is" before a figure, not "for".
    [GeneratedRegex(@"(?<![认作成行因分视称])为(?=[:(\s]*(?:\d|不少于|不低于|[甲乙丙]等))")]
    private static partial Regex Copula();

    [GeneratedRegex(@"(?<=[这那])一(?=[天条点项句个])")]
    private static partial Regex This();

    [GeneratedRegex(@"(?<=\d[日号](?:\([^()]*\))?)\s?[-~]\s?(?=\d{1,2}月)")]
    private static partial Regex Dash();

    [GeneratedRegex(@"(?<!\d)(\d{4})[年]?[至到](\d{4})年")]
    private static partial Regex Years();

    [GeneratedRegex(@"(?:距离|距|离)(?:截止|结束)(?:日期)?还[有剩](\d+天)")]
    private static partial Regex Left();

    [GeneratedRegex("(?:距离|距|离)(?:今天|现在)还[有剩]")]
    private static partial Regex FromToday();

    // "Only asks for" and "does not ask for", which begin like "if only" and "do not".
    [GeneratedRegex("([只不])(?=要求)")]
    private static partial Regex Wanted();

    [GeneratedRegex(@"(?<![不])含(\d{1,2}月\d{1,2}日)当天")]
    private static partial Regex Included();

    // The opening of a remark about a day: (weekday), (so many days left), (that is tomorrow).
    [GeneratedRegex(@"\G\((?=(?:(?:周|星期)[一二三四五六日天]|还有\d+天|就是(?:今天|明天|后天))\))")]
    private static partial Regex Asides();
}
