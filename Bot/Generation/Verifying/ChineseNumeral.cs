using System.Globalization;
using System.Text.RegularExpressions;

namespace Bot.Generation.Verifying;

/// <summary>Numbers below a thousand, written in characters, as digits.</summary>
internal static class ChineseNumeral
{
    private const string Digits = "零一二三四五六七八九";

    public static string Replace(Match match) => Value(match.Value) is { } value ? value.ToString(CultureInfo.InvariantCulture) : match.Value;

    /// <summary>Null: not a number as one writes it.</summary>
    private static int? Value(string text)
    {
        var (total, digit) = (0, -1);
        foreach (var c in text.Replace('两', '二').Replace('〇', '零'))
        {
            if (c is '十' or '百')
            {
                total += (digit < 0 ? 1 : digit) * (c == '十' ? 10 : 100);
                digit = -1;
            }
            else if (digit > 0) return null;
            else digit = Digits.IndexOf(c, StringComparison.Ordinal);
        }
        return total + Math.Max(digit, 0);
    }
}
