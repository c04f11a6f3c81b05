namespace Dialogs.Recognizers.Numbers;

/// <summary>Reads one number at a place of a normalised text.</summary>
internal static class Numerals
{
    private const string Spoken = "〇零一二三四五六七八九";
    private const string Formal = "零壹贰叁肆伍陆柒捌玖";
    private const int LongestRun = 18;

    public static bool TryRead(string text, int at, out Numeral numeral)
    {
        numeral = default;
        if (at >= text.Length) return false;
        return char.IsAsciiDigit(text[at]) ? TryReadDigits(text, at, out numeral) : IsHan(text[at]) && TryReadHan(text, at, out numeral);
    }

    /// <summary>A whole number of at most nine digits, or -1.</summary>
    public static int Whole(string text, int at, out int end)
    {
        end = at;
        if (!TryRead(text, at, out var numeral) || !numeral.IsWhole || numeral.Value > 999_999_999) return -1;
        end = numeral.End;
        return numeral.Int;
    }

    public static bool IsNumeric(char c) => char.IsAsciiDigit(c) || IsHan(c);

    /// <summary>0 to 9, or -1.</summary>
    public static int Digit(char c)
    {
        if (char.IsAsciiDigit(c)) return c - '0';
        if (c is '两' or '俩') return 2;
        if (c == '仨') return 3;
        var spoken = Spoken.IndexOf(c, StringComparison.Ordinal);
        return spoken >= 0 ? Math.Max(0, spoken - 1) : Formal.IndexOf(c, StringComparison.Ordinal);
    }

    private static int Multiplier(char c) => c switch
    {
        '十' or '拾' => 10,
        '百' or '佰' => 100,
        '千' or '仟' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        '廿' => 20,
        '卅' => 30,
        _ => 0,
    };

    private static bool IsHan(char c) => c > '\u2e80' && (Digit(c) >= 0 || Multiplier(c) > 0);

    private static bool TryReadDigits(string text, int at, out Numeral numeral)
    {
        int end = at, point = -1;
        decimal value = 0, scale = 1;
        for (; end < text.Length && end - at < LongestRun; end++)
        {
            if (char.IsAsciiDigit(text[end])) { value = value * 10 + (text[end] - '0'); if (point >= 0) scale *= 10; }
            else if (text[end] == '.' && point < 0 && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])) point = end;
            else if (text[end] == ',' && point < 0 && IsGroup(text, at, end)) continue;
            else break;
        }
        if (point < 0 && end < text.Length && (Digit(text[end]) >= 0 || text[end] == 'o') && TryReadMixed(text, at, out numeral)) return true;
        numeral = new Numeral(value / scale, NumeralForm.Digits, end, end - at);
        return true;
    }

    /// <summary>A comma that groups thousands: 3,000.</summary>
    private static bool IsGroup(string text, int at, int comma) =>
        comma - at <= 3 && comma + 3 < text.Length && char.IsAsciiDigit(text[comma + 1]) && char.IsAsciiDigit(text[comma + 2]) && char.IsAsciiDigit(text[comma + 3])
        && (comma + 4 >= text.Length || !char.IsAsciiDigit(text[comma + 4]));

    private static bool TryReadHan(string text, int at, out Numeral numeral)
    {
        var end = at;
        var counted = false;
        for (; end < text.Length && end - at < LongestRun && IsHan(text[end]); end++) counted |= Multiplier(text[end]) > 0;
        if (!counted && end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == 'o') && TryReadMixed(text, at, out numeral)) return true;
        if (!counted && end - at > 1) return Spell(text, at, end, out numeral);
        numeral = new Numeral(Count(text.AsSpan(at, end - at)), NumeralForm.Counted, end, end - at);
        return true;
    }

    /// <summary>A year written in a mixture: 二0二三, 20二三, 二o二三.</summary>
    private static bool TryReadMixed(string text, int at, out Numeral numeral)
    {
        var end = at;
        while (end < text.Length && end - at < 4 && (Digit(text[end]) >= 0 || text[end] == 'o')) end++;
        numeral = default;
        return end - at == 4 && end < text.Length && text[end] is '年' or '.' or '-' or '/' && Spell(text, at, end, out numeral);
    }

    private static bool Spell(string text, int at, int end, out Numeral numeral)
    {
        decimal value = 0;
        for (var i = at; i < end; i++) value = value * 10 + (text[i] == 'o' ? 0 : Digit(text[i]));
        numeral = new Numeral(value, NumeralForm.Spelled, end, end - at);
        return true;
    }

    /// <summary>一百二 is 120: a last digit without its place takes the place below the one before.</summary>
    private static decimal Count(ReadOnlySpan<char> run)
    {
        decimal total = 0, section = 0, digit = 0;
        var last = 0;
        var zero = false;
        foreach (var c in run)
        {
            var multiplier = Multiplier(c);
            if (multiplier == 0)
            {
                digit = Digit(c);
                zero |= digit == 0;
                continue;
            }
            if (multiplier >= 10_000) (total, section) = ((total + section + digit) * multiplier, 0);
            else if (multiplier is 20 or 30) section += multiplier;
            else section += (digit == 0 ? 1 : digit) * multiplier;
            (digit, last, zero) = (0, multiplier is 20 or 30 ? 10 : multiplier, false);
        }
        return total + section + (last >= 100 && !zero ? digit * last / 10 : digit);
    }
}
