namespace Dialogs.Recognizers.Words;

/// <summary>Words by which a person takes back what was just said: 「甲，哦不对，乙」, 「不是甲，是乙」.</summary>
internal static class Corrections
{
    private static readonly WordList Correction = WordList.Named("correction");
    private static readonly WordList Denied = WordList.Named("date-denied");
    private static readonly WordList Instead = WordList.Named("date-instead");
    private static readonly WordList Either = WordList.Named("either");
    private static readonly WordList Tail = WordList.Named("tail");
    private static readonly WordList Lead = WordList.Named("lead");

    /// <summary>The place after which the last correction holds; null: there is none.</summary>
    public static int? Last(string text)
    {
        int? last = null;
        for (var i = 0; i < text.Length; i++)
            if (Correction.At(text, i) is > 0 and var length) last = (i += length - 1) + 1;
        return last;
    }

    /// <summary>Whether the second of two things of a kind is said instead of the first: between them stands nothing but the correction.</summary>
    public static bool IsInstead(string text, int start, int end, int next) => IsDenied(text, start, end, next) || IsTakenBack(text, end, next);

    /// <summary>「甲还是乙」: the person says that it is one of the two, not which.</summary>
    public static bool IsAlternative(string text, int end, int next)
    {
        if (next <= end) return false;
        var between = text.AsSpan(end, next - end).TrimStart(" ,的、啊呀".AsSpan());
        return between.StartsWith(Or) && between[Or.Length..].Trim("个在是的一 ".AsSpan()).IsEmpty;
    }

    /// <summary>As <see cref="IsAlternative"/>, also 「甲或者乙」.</summary>
    public static bool IsEither(string text, int end, int next) =>
        IsAlternative(text, end, next) || next > end && Either.Contains(text.AsSpan(end, next - end).Trim(" ,的、啊呀是".AsSpan()));

    private const string Or = "还是";

    private static bool IsDenied(string text, int start, int end, int next) =>
        Denied.Before(text, start) > 0 && Instead.Contains(text.AsSpan(end, next - end).Trim(" ,。;、的".AsSpan()));

    private static bool IsTakenBack(string text, int from, int to)
    {
        var corrects = false;
        for (var i = from; i < to;)
        {
            if (Correction.At(text, i) is > 0 and var correction && i + correction <= to) (corrects, i) = (true, i + correction);
            else if (Instead.At(text, i) is > 0 and var instead && i + instead <= to) i += instead;
            else if (Lead.At(text, i) is > 0 and var lead && i + lead <= to) i += lead;
            else if (Tail.At(text, i) is > 0 and var tail && i + tail <= to) i += tail;
            else if (text[i] is ',' or '。' or '、' or ';' or ' ' or '!' or '~' or '吧') i++;
            else if (text[i] == '不' && i + 1 < to && text[i + 1] is ',' or '。') (corrects, i) = (true, i + 1);
            else return false;
        }
        return corrects;
    }
}
