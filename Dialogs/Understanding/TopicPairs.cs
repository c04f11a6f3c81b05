using System.Numerics;

namespace Dialogs.Understanding;

/// <summary>
/// Which pairs of neighbouring characters the examples of each topic are written with. The share of a question that a topic's examples never said, rare pairs counting
/// most, tells how much of it the topic does not explain: the mark on a form that is asked about only for its number of copies.
/// </summary>
internal sealed class TopicPairs(int topics)
{
    /// <summary>Pairs are kept as bits by hash: of some hundred pairs a topic few share one.</summary>
    private const int Places = 1 << 14;
    private const int Bits = 64;

    private readonly ulong[] used = new ulong[topics * (Places / Bits)];
    private readonly float[] weights = new float[Places];

    public void Add(int topic, string example)
    {
        for (var i = 0; i + 1 < example.Length; i++)
            if (IsPair(example, i)) used[Word(topic, Place(example, i))] |= Bit(Place(example, i));
    }

    /// <summary>Weighs the pairs, after the last example: the fewer topics use one, the more it says.</summary>
    public void Complete()
    {
        for (var place = 0; place < Places; place++)
        {
            var topicsWith = 0;
            for (var topic = 0; topic < topics; topic++) topicsWith += Uses(topic, place) ? 1 : 0;
            weights[place] = MathF.Max(0, MathF.Log(topics / (1f + topicsWith)));
        }
    }

    /// <summary>0: all of the text is known from the topic's examples; 1: nothing.</summary>
    /// <param name="text">With what was recognised replaced by its kind.</param>
    public float Unexplained(string text, int topic)
    {
        float all = 0, unknown = 0;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (!IsPair(text, i)) continue;
            var place = Place(text, i);
            all += weights[place];
            if (!Uses(topic, place)) unknown += weights[place];
        }
        return unknown / MathF.Max(1, all);
    }

    private bool Uses(int topic, int place) => (used[Word(topic, place)] & Bit(place)) != 0;

    private static bool IsPair(string text, int at) => IsCharacter(text[at]) && IsCharacter(text[at + 1]);

    private static int Place(string text, int at) => (int)(((uint)text[at] << 16 | text[at + 1]) * 2654435761u >> (32 - BitOperations.Log2(Places)));

    private static int Word(int topic, int place) => topic * (Places / Bits) + place / Bits;

    private static ulong Bit(int place) => 1UL << (place % Bits);

    private static bool IsCharacter(char c) => c is >= '\u4e00' and <= '\u9fff';
}
