using Dialogs.Recognizers.Words;

namespace Dialogs.Recognizers.Choices;

/// <summary>Whether words are affirmed, denied or not (yet) said of the person, by what stands beside them.</summary>
internal static class Stances
{
    private static readonly WordList Deny = WordList.Named("deny");
    private static readonly WordList DenyGap = WordList.Named("deny-gap");
    private static readonly WordList IntendedBefore = WordList.Named("intended-before");
    private static readonly WordList UnfinishedAfter = WordList.Named("unfinished-after");
    private static readonly WordList DenyNot = WordList.Named("deny-not");

    public static Stance Of(string text, int start, int end)
    {
        if (start > 0 && start + 1 < end && text[start] is '不' or '没' && text[start - 1] == text[start + 1]) return Stance.Asked;
        if (Before(text, start) is { } stance) return stance;
        if (DenyGap.Before(text, start) is > 0 and var gap && Before(text, start - gap) is { } behind) return behind;
        if (IntendedBefore.Before(text, start) > 0 || UnfinishedAfter.At(text, end) > 0) return Stance.Asked;
        return IsDeniedAfter(text, end) ? Stance.Denied : Stance.Said;
    }

    private static Stance? Before(string text, int at)
    {
        if (DenyNot.Before(text, at) is > 0 and var not)
            return not == 3 && text[at - 3] == text[at - 1] || text[at - 1] is '否' || not == 3 && text[at - 3] is '有' ? Stance.Asked : Stance.Said;
        return Deny.Before(text, at) > 0 ? Stance.Denied : null;
    }

    /// <summary>「（某项）没有，…」: the denial closes the clause.</summary>
    private static bool IsDeniedAfter(string text, int at)
    {
        if (at >= text.Length) return false;
        if (string.CompareOrdinal(text, at, "不是", 0, 2) == 0 || string.CompareOrdinal(text, at, "不算", 0, 2) == 0) at += 2;
        else if (text[at] == '没') at += at + 1 < text.Length && text[at + 1] is '有' or '得' ? 2 : 1;
        else return false;
        while (at < text.Length && text[at] is '的' or '呢' or '啊' or '呀') at++;
        return at >= text.Length || text[at] is ',' or '。' or '!' or ';' or '\n' or '、';
    }
}
