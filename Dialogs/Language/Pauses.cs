namespace Dialogs.Language;

/// <summary>A blank that people type on a phone instead of a comma: 「我问一下啊 几号截止来着」, unlike 「几 号 截 止」.</summary>
internal static class Pauses
{
    /// <summary>So many Chinese characters on each side make a phrase.</summary>
    private const int Phrase = 4;

    public static bool IsPause(string text, int at) => Run(text, at, -1) >= Phrase && Run(text, at, 1) >= Phrase;

    /// <summary>How many Chinese characters stand on one side, to the next character that is none.</summary>
    private static int Run(string text, int at, int step)
    {
        var length = 0;
        for (var i = at + step; i >= 0 && i < text.Length && text[i] is >= '\u4e00' and <= '\u9fff'; i += step) length++;
        return length;
    }
}
