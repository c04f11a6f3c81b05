using Dialogs.Language;
using Dialogs.Recognizers.Words;

namespace Dialogs.Recognizers.Durations;

/// <summary>Finds lengths of time: 一年零八个月, 一年半, 不到两年, 三年多, 好几年, 18个月, 5个工作日.</summary>
internal static class DurationRecognizer
{
    private static readonly WordList Vague = WordList.Named("vague-length");

    /// <param name="found">What has been found before; lengths do not overlap it. Found lengths are added.</param>
    public static void Find(string text, List<Recognition> found)
    {
        var taken = found.Count;
        var dates = 0;
        DurationMention? shortage = null;
        for (var i = 0; i < text.Length;)
        {
            while (dates < taken && found[dates].Span.End <= i) dates++;
            if (dates < taken && found[dates].Span.Start <= i) { i = found[dates].Span.End; continue; }
            if (Vague.At(text, i) is > 0 and var v && text[i] is not ('几' or '多') | !IsAfterNumber(text, i))
            {
                if (!Qualifiers.IsShortage(text, i)) found.Add(new DurationMention(new TextSpan(i, i + v)));
                i += v;
                continue;
            }
            if (LengthReader.TryRead(text, i, out var length))
            {
                var mention = Qualifiers.Apply(text, length, shortage is not null);
                if (shortage is not null && text.AsSpan(shortage.Span.End, i - shortage.Span.End).IndexOfAny(",。\n") < 0) found.Remove(shortage);
                if (found.Count > taken && found[^1] is DurationMention before && Corrections.IsInstead(text, before.Span.Start, before.Span.End, mention.Span.Start)) found.RemoveAt(found.Count - 1);
                shortage = Qualifiers.IsShortage(text, length.Start) ? mention : null;
                found.Add(mention);
                i = mention.Span.End;
            }
            else i++;
        }
    }

    private static bool IsAfterNumber(string text, int at) => at > 0 && Numbers.Numerals.IsNumeric(text[at - 1]);
}
