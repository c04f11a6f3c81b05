namespace Dialogs.Understanding;

/// <summary>The features seen in the examples, each with its weight: the rarer, the more it says (idf).</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<ulong, int> indices = [];
    private readonly float[] idf;
    private readonly float unknownIdf;

    /// <param name="texts">The features of every example.</param>
    public Vocabulary(IReadOnlyList<List<(ulong Key, float Weight)>> texts)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (var text in texts)
            foreach (var key in text.Select(f => f.Key).Distinct())
                counts[key] = counts.GetValueOrDefault(key) + 1;
        var weights = new List<float>(counts.Count);
        foreach (var (key, count) in counts.Where(c => c.Value > 1).OrderBy(c => c.Key))
        {
            indices[key] = weights.Count;
            weights.Add(Idf(texts.Count, count));
        }
        idf = [.. weights];
        unknownIdf = Idf(texts.Count, 1);
    }

    private Vocabulary(BinaryReader from)
    {
        unknownIdf = from.ReadSingle();
        idf = new float[from.ReadInt32()];
        indices.EnsureCapacity(idf.Length);
        for (var i = 0; i < idf.Length; i++)
        {
            indices[from.ReadUInt64()] = i;
            idf[i] = from.ReadSingle();
        }
    }

    public static Vocabulary Load(BinaryReader from) => new(from);

    public void Save(BinaryWriter to)
    {
        to.Write(unknownIdf);
        to.Write(idf.Length);
        foreach (var (key, index) in indices.OrderBy(i => i.Value))
        {
            to.Write(key);
            to.Write(idf[index]);
        }
    }

    public int Count => idf.Length;

    public SparseVector Weigh(List<(ulong Key, float Weight)> features)
    {
        features.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        var found = new List<(int Index, float Value)>(features.Count);
        float known = 0, unknown = 0;
        for (var i = 0; i < features.Count; i++)
        {
            if (i > 0 && features[i].Key == features[i - 1].Key) continue;
            if (indices.TryGetValue(features[i].Key, out var index)) found.Add((index, features[i].Weight * idf[index]));
            else unknown += Square(features[i].Weight * unknownIdf);
        }
        foreach (var (_, value) in found) known += value * value;
        found.Sort(static (a, b) => a.Index.CompareTo(b.Index));
        var length = MathF.Sqrt(known);
        var ids = new int[found.Count];
        var values = new float[found.Count];
        for (var i = 0; i < ids.Length; i++) (ids[i], values[i]) = (found[i].Index, found[i].Value / length);
        return new SparseVector(ids, values, known + unknown > 0 ? known / (known + unknown) : 0);
    }

    private static float Idf(int texts, int count) => MathF.Log((texts + 1f) / (count + 0.5f));

    private static float Square(float x) => x * x;
}
