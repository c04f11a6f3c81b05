using Dialogs.Language;

namespace Dialogs.Understanding;

/// <summary>
/// Turns a normalised text into features: characters in ones and twos, their sounds in twos (so a homophone still counts),
/// the concepts named and each pair of them, what everyday words mean beside them, the fields and values recognised, and the text once more with what was recognised replaced by
/// its kind, so that 「X要几年」 is learnt for every X.
/// </summary>
internal sealed class FeatureReader(Concepts concepts)
{
    private const ulong Ones = 1UL << 60, Twos = 2UL << 60, Sounds = 3UL << 60, Named = 4UL << 60,
        Pairs = 5UL << 60, Facts = 6UL << 60, Meant = 7UL << 60, MeantBeside = 8UL << 60;

    private const int MostConcepts = 14;

    /// <summary>Appends the keys of the text's features (repeats possible) and their weights before any idf.</summary>
    public void Read(MarkedText text, List<(ulong Key, float Weight)> features)
    {
        AddCharacters(text.Text, features);
        AddSounds(text.Text, features);
        AddConcepts(text.Text, text.Marks, features);
        AddKinds(text.Kinds, features);
    }

    /// <summary>Characters around the places where something was recognised; the rest stands in the plain text already.</summary>
    private static void AddKinds(ReadOnlySpan<char> text, List<(ulong, float)> features)
    {
        for (var i = 0; i + 1 < text.Length; i++)
            if (MarkedText.IsKind(text[i]) || MarkedText.IsKind(text[i + 1])) features.Add((Twos | (ulong)text[i] << 16 | text[i + 1], 1f));
    }

    private static void AddCharacters(ReadOnlySpan<char> text, List<(ulong, float)> features)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i])) continue;
            features.Add((Ones | text[i], 1f));
            if (i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1])) features.Add((Twos | (ulong)text[i] << 16 | text[i + 1], 1f));
        }
    }

    private static void AddSounds(ReadOnlySpan<char> text, List<(ulong, float)> features)
    {
        ulong last = 0;
        for (var i = 0; i < text.Length;)
        {
            var letters = Letters(text[i..]);
            if (letters > 1 && PinyinSegmenter.Segment(text.Slice(i, letters)) is { } spelled)
                foreach (var syllable in spelled) AddSound(syllable, ref last, features);
            else
                for (var n = 0; n < Math.Max(letters, 1); n++) AddSound(Pinyin.First(text[i + n]), ref last, features);
            i += Math.Max(letters, 1);
        }
    }

    private static void AddSound(short syllable, ref ulong last, List<(ulong, float)> features)
    {
        var sound = syllable < 0 ? 0UL : (ulong)Pinyin.Fuzzy(syllable) + 1;
        if (sound != 0 && last != 0) features.Add((Sounds | last << 16 | sound, 0.7f));
        last = sound;
    }

    /// <summary>How many letters and blanks the text begins with.</summary>
    private static int Letters(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (text[length] is >= 'a' and <= 'z' || (length > 0 && text[length] == ' '))) length++;
        return length;
    }

    private void AddConcepts(ReadOnlySpan<char> text, IReadOnlyList<string> facts, List<(ulong, float)> features)
    {
        var found = new List<int>(MostConcepts);
        concepts.Find(text, found);
        foreach (var fact in facts)
        {
            var key = Hash(fact) & 0xFFFFFFFF;
            features.Add((Facts | key, 1f));
            foreach (var concept in found) features.Add((Facts | (ulong)(uint)(concept + 1) << 32 | key, 0.6f));
        }
        if (found.Count > MostConcepts) found.RemoveRange(MostConcepts, found.Count - MostConcepts);
        found.Sort();
        for (var i = 0; i < found.Count; i++)
        {
            features.Add((Named | (uint)found[i], found[i] < concepts.OwnCount ? 1.6f : 1f));
            for (var j = i + 1; j < found.Count; j++) features.Add((Pairs | (ulong)(uint)found[i] << 16 | (uint)found[j], 0.65f));
        }
        AddSenses(text, found, features);
    }

    /// <summary>What everyday words mean, alone and beside each concept.</summary>
    private static void AddSenses(ReadOnlySpan<char> text, List<int> concepts, List<(ulong, float)> features)
    {
        var found = new List<int>(MostConcepts);
        Senses.Find(text, found);
        foreach (var sense in found)
        {
            features.Add((Meant | (uint)sense, 1f));
            foreach (var concept in concepts) features.Add((MeantBeside | (ulong)(uint)concept << 16 | (uint)sense, 0.8f));
        }
    }

    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }
}
