using Dialogs.Recognizers.Numbers;
using Dialogs.Recognizers.Words;

namespace Dialogs.Recognizers.Dates;

/// <summary>三年前, 两个月前, 5天前, 半年以前: as exact as the unit that is counted in.</summary>
internal static class AgoReader
{
    private static readonly WordList Ago = WordList.Named("ago");

    public static bool TryRead(string text, int at, DateOnly reference, out DateDraft draft)
    {
        draft = default;
        int count, p;
        if (text[at] == '半') (count, p) = (6, at + 1);
        else
        {
            if (!Numerals.TryRead(text, at, out var n) || !n.IsWhole || n.Value > 99 || n.IsEstimate || (n.Form == NumeralForm.Digits && n.Places == 4)) return false;
            (count, p) = (n.Int, n.End);
        }
        if (p < text.Length && text[p] == '个') p++;
        if (p >= text.Length) return false;
        var unit = text[at] == '半' && text[p] != '年' ? '?' : text[at] == '半' ? '月' : text[p];
        p += unit is '星' or '礼' ? 2 : 1;
        var ago = unit is '年' or '月' or '天' or '周' or '星' or '礼' ? Ago.At(text, p) : 0;
        if (ago == 0) return false;
        draft = unit switch
        {
            '年' => DateParts.AfterYear(text, at, p + ago, reference.Year - count, reference),
            '月' => new DateDraft { Year = reference.AddMonths(-count).Year, Month = reference.AddMonths(-count).Month },
            '天' => DateDraft.On(at, p, reference.AddDays(-count)),
            _ => new DateDraft { Year = reference.AddDays(-7 * count).Year, Month = reference.AddDays(-7 * count).Month },
        };
        draft.Start = at;
        draft.End = Math.Max(draft.End, p + ago);
        draft.Relative = true;
        return true;
    }
}
