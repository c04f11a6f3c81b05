using System.Buffers;

namespace Dialogs.Language;

/// <summary>Reads Latin letters as pinyin: 「jixu jiaoyu」, 「xi'an」.</summary>
public static class PinyinSegmenter
{
    private const int Longest = 64;
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouv");

    /// <summary>
    /// The syllables of a run of lower-case letters, or null if it is not wholly made of syllables. Blanks, apostrophes and hyphens separate;
    /// of several ways the one with the fewest syllables is taken, of those the one with the longest first syllables. Runs above 64 letters are not read.
    /// </summary>
    public static short[]? Segment(ReadOnlySpan<char> letters)
    {
        var syllables = new List<short>();
        foreach (var range in letters.SplitAny(" '-"))
        {
            var part = letters[range];
            if (part.IsEmpty) continue;
            if (part.Length > Longest || !AddPart(part, syllables)) return null;
        }
        return syllables.Count > 0 ? [.. syllables] : null;
    }

    private static bool AddPart(ReadOnlySpan<char> part, List<short> syllables)
    {
        Span<int> fewest = stackalloc int[part.Length + 1];
        Span<short> first = stackalloc short[part.Length];
        for (var start = part.Length - 1; start >= 0; start--)
        {
            fewest[start] = int.MaxValue / 2;
            for (var length = Math.Min(PinyinIndex.LongestSyllable, part.Length - start); length > 0; length--)
                if (Syllable(part.Slice(start, length)) is var id and >= 0 && fewest[start + length] + 1 < fewest[start])
                    (fewest[start], first[start]) = (fewest[start + length] + 1, id);
        }
        if (fewest[0] > part.Length) return false;
        for (var at = 0; at < part.Length; at += Pinyin.Letters(first[at]).Length) syllables.Add(first[at]);
        return true;
    }

    /// <summary>Interjections without a vowel (m, n, ng, hm, hng) are not counted: any letters would be syllables.</summary>
    private static short Syllable(ReadOnlySpan<char> letters) => letters.IndexOfAny(Vowels) < 0 ? (short)-1 : Pinyin.Id(letters);
}
