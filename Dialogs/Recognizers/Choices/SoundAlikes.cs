using System.Runtime.CompilerServices;
using Dialogs.Language;
using Knowledge.Rules;

namespace Dialogs.Recognizers.Choices;

/// <summary>
/// Finds the option of a field that was asked for in an answer with a homophone in it (one sound, another character). Only for short answers in
/// which nothing was found as written; one option must be meant and no other. Made once for a field, at the first such answer.
/// </summary>
internal sealed class SoundAlikes
{
    private const int LongestAnswer = 16;
    private const int LongestPhrase = 12;
    private const int ShortestPhrase = 3;

    private static readonly ConditionalWeakTable<Field, SoundAlikes> Made = [];

    private readonly Dictionary<ulong, List<(string Said, string Value)>> bySound = [];

    private SoundAlikes(Field field)
    {
        foreach (var option in field.Options)
            foreach (var said in option.Said.Prepend(option.Text).Select(TextNormalizer.NormalizeText))
                if (said.Length is > 1 and <= LongestPhrase && !said.Contains('。', StringComparison.Ordinal)) Add(said, option.Value);
    }

    /// <summary>The option's value, or null; null too if words of an option stand there as written, since something else was then made of them.</summary>
    /// <param name="found">How long the longest phrase found as written is; a homophone must be in a longer one.</param>
    public static string? Find(string text, Field field, int found) =>
        text.Length is < ShortestPhrase or > LongestAnswer ? null : Made.GetValue(field, static f => new SoundAlikes(f)).Find(text, Math.Max(found + 1, ShortestPhrase));

    private string? Find(string text, int shortest)
    {
        string? value = null;
        var longest = 0;
        for (var start = 0; start < text.Length; start++)
        {
            ulong sound = 0;
            for (var end = start; end < text.Length && end - start < LongestPhrase; end++)
            {
                sound = Sound(sound, text[end]);
                if (!bySound.TryGetValue(sound, out var phrases)) continue;
                foreach (var (said, meant) in phrases)
                {
                    if (said.Length != end - start + 1) continue;
                    var others = Others(text.AsSpan(start), said);
                    if (others == 0) return null;
                    if (others * 3 > said.Length || said.Length < Math.Max(shortest, longest)) continue;
                    if (said.Length == longest && value != meant) return null;
                    (value, longest) = (meant, said.Length);
                }
            }
        }
        return value;
    }

    private void Add(string said, string value)
    {
        var sound = said.Aggregate(0UL, Sound);
        if (!bySound.TryGetValue(sound, out var phrases)) bySound[sound] = phrases = [];
        phrases.Add((said, value));
    }

    private static int Others(ReadOnlySpan<char> text, string said)
    {
        var others = 0;
        for (var i = 0; i < said.Length; i++) others += text[i] == said[i] ? 0 : 1;
        return others;
    }

    /// <summary>A running hash of the most common readings; of other characters of themselves. Sounds that collide differ in their characters and are dropped by <see cref="Others"/>.</summary>
    private static ulong Sound(ulong before, char c) => (before * 1_000_003) + (Pinyin.First(c) is >= 0 and var syllable ? (ulong)syllable : c + 1000UL);
}
