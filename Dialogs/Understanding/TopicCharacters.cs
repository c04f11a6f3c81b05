using System.Numerics;

namespace Dialogs.Understanding;

/// <summary>
/// Which characters the examples of each topic are written with. A question with characters that a topic has never met may ask something else of the same
/// thing, though its other words fit: how thick the paper is, where the form is bought.
/// </summary>
internal sealed class TopicCharacters(int topics)
{
    /// <summary>A character that this share of the topics uses belongs to the language.</summary>
    private const float Common = 0.3f;
    private const int Bits = 64;

    /// <summary>A longer question tells a story, whose words may be new: one more for each so many characters.</summary>
    private const int Short = 18, Longer = 8;

    private readonly Dictionary<char, ulong[]> used = [];

    public void Add(int topic, string example)
    {
        foreach (var c in example.Where(IsCharacter))
        {
            if (!used.TryGetValue(c, out var bits)) used[c] = bits = new ulong[(topics + Bits - 1) / Bits];
            bits[topic / Bits] |= 1UL << (topic % Bits);
        }
    }

    /// <summary>Forgets nothing, but lets the common characters be known to all topics.</summary>
    public void Complete()
    {
        foreach (var bits in used.Values)
            if (bits.Sum(BitOperations.PopCount) >= Common * topics) Array.Fill(bits, ulong.MaxValue);
    }

    /// <summary>How many different characters of a text no example of the topic uses.</summary>
    /// <param name="text">With what was recognised replaced by its kind, so that names of jobs and days do not count.</param>
    public int CountStrange(string text, int topic)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
            if (IsCharacter(text[i]) && text.IndexOf(text[i]) == i && !(used.TryGetValue(text[i], out var bits) && (bits[topic / Bits] >> (topic % Bits) & 1) == 1)) count++;
        return Math.Max(0, count - Math.Max(0, text.Length - Short) / Longer);
    }

    private static bool IsCharacter(char c) => c is >= '\u4e00' and <= '\u9fff';
}
