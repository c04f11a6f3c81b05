using System.Collections.Frozen;

namespace Dialogs.Language;

/// <summary>Syllables by their letters, and their fuzzy classes.</summary>
internal static class PinyinIndex
{
    internal const int LongestSyllable = 6;

    private static readonly FrozenDictionary<string, short> Table =
        CharacterTables.Readings.Syllables.Index().ToFrozenDictionary(s => s.Item, s => (short)s.Index, StringComparer.Ordinal);

    internal static readonly FrozenDictionary<string, short>.AlternateLookup<ReadOnlySpan<char>> Ids = Table.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>By syllable: the id of a syllable of its class (the first in the alphabet).</summary>
    internal static readonly short[] FuzzyClasses = Classes();

    private static short[] Classes()
    {
        var syllables = CharacterTables.Readings.Syllables;
        var classes = new Dictionary<string, short>(StringComparer.Ordinal);
        return [.. syllables.Select((s, id) => classes.TryGetValue(Sound(s), out var known) ? known : classes[Sound(s)] = (short)id)];
    }

    private static string Sound(string syllable)
    {
        var sound = syllable switch
        {
            ['z' or 'c' or 's', 'h', ..] => syllable[0] + syllable[2..],
            ['n', not 'g', ..] => 'l' + syllable[1..],
            _ => syllable,
        };
        return sound.EndsWith("ang", StringComparison.Ordinal) || sound.EndsWith("eng", StringComparison.Ordinal) || sound.EndsWith("ing", StringComparison.Ordinal)
            ? sound[..^1] : sound;
    }
}
