namespace Dialogs.Language;

/// <summary>How characters are pronounced, without tones, and which pronunciations are often mixed up.</summary>
public static class Pinyin
{
    /// <summary>How many syllables there are; their ids run from 0.</summary>
    public static int Count => CharacterTables.Readings.Syllables.Length;

    /// <summary>The readings of a character, the most common first; empty for what is not a Chinese character.</summary>
    public static ReadOnlySpan<short> Readings(char c)
    {
        if (c is < CharacterTables.FirstHan or > CharacterTables.LastHan) return [];
        var table = CharacterTables.Readings;
        var index = c - CharacterTables.FirstHan;
        return table.Readings.AsSpan(table.Starts[index]..table.Starts[index + 1]);
    }

    /// <summary>The most common reading; -1 for what is not a Chinese character.</summary>
    public static short First(char c) => Readings(c) is [var first, ..] ? first : (short)-1;

    /// <summary>The syllable's letters, ü as v.</summary>
    public static string Letters(short syllable) => CharacterTables.Readings.Syllables[syllable];

    /// <summary>The id of a syllable written in letters (ü as v), or -1.</summary>
    public static short Id(ReadOnlySpan<char> letters) => PinyinIndex.Ids.TryGetValue(letters, out var id) ? id : (short)-1;

    /// <summary>Syllables that many speakers do not tell apart (zh/z, ch/c, sh/s, n/l, ang/an, eng/en, ing/in) have the same class.</summary>
    public static short Fuzzy(short syllable) => PinyinIndex.FuzzyClasses[syllable];

    /// <summary>The most common reading of each character, -1 where there is none; as many as there are characters.</summary>
    public static short[] Syllables(ReadOnlySpan<char> text)
    {
        var syllables = new short[text.Length];
        for (var i = 0; i < text.Length; i++) syllables[i] = First(text[i]);
        return syllables;
    }

    /// <summary>Whether two characters can be pronounced alike in any of their readings.</summary>
    /// <param name="fuzzy">Compare by <see cref="Fuzzy"/> class instead of exactly.</param>
    public static bool SoundAlike(char a, char b, bool fuzzy = false)
    {
        foreach (var x in Readings(a))
            foreach (var y in Readings(b))
                if (x == y || (fuzzy && Fuzzy(x) == Fuzzy(y))) return true;
        return false;
    }
}
