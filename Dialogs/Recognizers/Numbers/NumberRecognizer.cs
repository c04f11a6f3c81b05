using Dialogs.Language;
using Dialogs.Recognizers.Words;

namespace Dialogs.Recognizers.Numbers;

/// <summary>Finds numbers, ordinals, percentages and amounts of money outside of what has been found already.</summary>
internal static class NumberRecognizer
{
    private static readonly WordList Counted = WordList.Named("counted");
    private static readonly WordList NotANumber = WordList.Named("not-a-number");
    private static readonly WordList Money = WordList.Named("money");

    /// <summary>Dividing by it takes off the zeros behind the point that 1.2 × 10000 leaves.</summary>
    private const decimal NoTrailingZeros = 1.0000000000000000000000000000m;

    /// <param name="found">What has been found before; numbers do not overlap it. Found numbers are added.</param>
    public static void Find(string text, List<Recognition> found)
    {
        var taken = found.Count;
        for (var i = 0; i < text.Length;)
        {
            if (!Numerals.IsNumeric(text[i]) && text[i] is not '¥') { i++; continue; }
            if (Covering(found, taken, i) is { } end) { i = end; continue; }
            if (NotANumber.At(text, i) is > 0 and var word) { i += word; continue; }
            i = TryRead(text, i, out var number) ? Add(found, number) : SkipNumber(text, i);
        }
    }

    private static int? Covering(List<Recognition> found, int taken, int at)
    {
        for (var i = 0; i < taken; i++)
            if (found[i].Span.Start <= at && at < found[i].Span.End) return found[i].Span.End;
        return null;
    }

    private static int Add(List<Recognition> found, Recognition number)
    {
        found.Add(number);
        return number.Span.End;
    }

    private static int SkipNumber(string text, int at) => Numerals.TryRead(text, at, out var n) ? n.End : at + 1;

    private static bool TryRead(string text, int at, out Recognition number)
    {
        number = null!;
        var sign = text[at] == '¥';
        var start = at;
        if (sign) at++;
        if (!Numerals.TryRead(text, at, out var n)) return false;
        var (scaled, end) = Scaled(text, n);
        var value = scaled / NoTrailingZeros;
        var money = Money.At(text, end);
        if (sign || (money > 0 && !(money == 1 && text[end] == '元' && end + 1 < text.Length && text[end + 1] is '旦' or '月' or '宵'))) { number = new AmountMention(new TextSpan(start, end + money), value); return true; }
        if (at >= 3 && string.CompareOrdinal(text, at - 3, "百分之", 0, 3) == 0) { number = new NumberMention(new TextSpan(at - 3, end), value, NumberKind.Percent); return true; }
        if (string.CompareOrdinal(text, at, "百分之", 0, 3) == 0) return Percent(text, at, ref number);
        if (end < text.Length && text[end] == '%') { number = new NumberMention(new TextSpan(at, end + 1), value, NumberKind.Percent); return true; }
        if (at > 0 && text[at - 1] == '第') { number = new NumberMention(new TextSpan(at - 1, end), value, NumberKind.Ordinal); return true; }
        if (n.Form != NumeralForm.Digits && !IsMeant(text, at, end, n)) return false;
        number = new NumberMention(new TextSpan(at, end), value, NumberKind.Cardinal);
        return true;
    }

    private static bool Percent(string text, int at, ref Recognition number)
    {
        if (!Numerals.TryRead(text, at + 3, out var n)) return false;
        number = new NumberMention(new TextSpan(at, n.End), n.Value, NumberKind.Percent);
        return true;
    }

    /// <summary>1.2万, 3千, 2万3.</summary>
    private static (decimal Value, int End) Scaled(string text, Numeral n)
    {
        if (n.Form != NumeralForm.Digits || n.End >= text.Length) return (n.Value, n.End);
        var scale = text[n.End] switch { '十' => 10, '百' => 100, '千' or 'k' => 1000, '万' or 'w' => 10_000, '亿' => 100_000_000, _ => 1 };
        if (scale == 1 || (char.IsAsciiLetter(text[n.End]) && n.End + 1 < text.Length && char.IsAsciiLetter(text[n.End + 1]))) return (n.Value, n.End);
        var end = n.End + 1;
        if (end >= text.Length || Numerals.Digit(text[end]) is not (> 0 and var digit)) return (n.Value * scale, end);
        var whole = Numerals.TryRead(text, end, out var rest) && rest.Value >= 10;
        return whole ? (n.Value * scale + rest.Value, rest.End) : (n.Value * scale + digit * scale / 10, end + 1);
    }

    /// <summary>A Chinese numeral counts something, or is more than one character with a place value, or is all that was said.</summary>
    private static bool IsMeant(string text, int at, int end, Numeral n) =>
        (at == 0 && end == text.Length) || (n.Form == NumeralForm.Counted && n.Places > 1) || Counted.At(text, end) > 0;
}
