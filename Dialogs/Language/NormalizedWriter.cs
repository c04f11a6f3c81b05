using System.Buffers;

namespace Dialogs.Language;

/// <summary>Collects normalised characters: holds blanks back until it is known whether they separate anything, and squeezes repeats.</summary>
internal ref struct NormalizedWriter(char[] chars, int[] sources)
{
    private int length;
    private bool blank;

    public void Add(char c, int source)
    {
        if (c == ' ') { blank = true; return; }
        if (blank && c != '\n' && length > 0 && IsWord(chars[length - 1]) && IsWord(c)) Put(' ', sources[length - 1] + 1);
        blank = false;
        if (length > 0 && chars[length - 1] == c && TextNormalizer.IsSqueezed(c))
        {
            if (c == '.') chars[length - 1] = '。';
            return;
        }
        if (length > 0 && chars[length - 1] == '。' && c is '.' or '。') return;
        Put(c, source);
    }

    public NormalizedText Finish(string original)
    {
        while (length > 0 && chars[length - 1] == '\n') length--;
        var start = length > 0 && chars[0] == '\n' ? 1 : 0;
        var text = new string(chars, start, length - start);
        var map = text == original ? null : sources.AsSpan(start, length - start).ToArray();
        ArrayPool<char>.Shared.Return(chars);
        ArrayPool<int>.Shared.Return(sources);
        return new NormalizedText(original, map is null ? original : text, map);
    }

    private void Put(char c, int source)
    {
        chars[length] = c;
        sources[length++] = source;
    }

    /// <summary>Scripts that write words apart: everything but Han, kana and punctuation.</summary>
    private static bool IsWord(char c) => c < '\u2e80' ? char.IsLetterOrDigit(c) : c is >= '\uac00' and <= '\ud7a3' or >= '\ufb50' and <= '\ufefc';
}
