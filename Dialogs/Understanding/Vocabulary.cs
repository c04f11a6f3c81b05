namespace Dialogs.Understanding;

/// <summary>The features seen in the examples, each with its weight: the rarer, the more it says (idf).</summary>
internal sealed class Vocabulary
{
    /// <summary>A feature of fewer examples is noise.</summary>
    private const int Fewest = 3;

    private readonly Dictionary<ulong, int> indices;
    private readonly ulong[] keys;
    private readonly float[] idf;

    private Vocabulary(ulong[] keys, float[] idf)
    {
        (this.keys, this.idf) = (keys, idf);
        indices = new Dictionary<ulong, int>(keys.Length);
        for (var i = 0; i < keys.Length; i++) indices[keys[i]] = i;
    }

    /// <param name="texts">The features of every example.</param>
    public static Vocabulary Of(IReadOnlyList<List<(ulong Key, float Weight)>> texts)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (var text in texts)
            foreach (var key in text.Select(f => f.Key).Distinct())
                counts[key] = counts.GetValueOrDefault(key) + 1;
        ulong[] keys = [.. counts.Where(c => c.Value >= Fewest).Select(c => c.Key).Order()];
        return new Vocabulary(keys, [.. keys.Select(k => MathF.Log((texts.Count + 1f) / (counts[k] + 0.5f)))]);
    }

    public static Vocabulary Read(BinaryReader reader)
    {
        var keys = new ulong[reader.ReadInt32()];
        var idf = new float[keys.Length];
        reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(keys.AsSpan()));
        reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(idf.AsSpan()));
        return new Vocabulary(keys, idf);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(keys.Length);
        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(keys.AsSpan()));
        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(idf.AsSpan()));
    }

    public int Count => keys.Length;

    /// <summary>The known features of a text; unknown ones are left out. Sorts <paramref name="features"/>.</summary>
    public SparseVector Weigh(List<(ulong Key, float Weight)> features)
    {
        features.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        var ids = new int[features.Count];
        var values = new float[features.Count];
        var count = 0;
        float square = 0;
        for (var i = 0; i < features.Count; i++)
        {
            if ((i > 0 && features[i].Key == features[i - 1].Key) || !indices.TryGetValue(features[i].Key, out var index)) continue;
            var value = features[i].Weight * idf[index];
            square += value * value;
            (ids[count], values[count++]) = (index, value);
        }
        var length = MathF.Sqrt(square);
        for (var i = 0; i < count; i++) values[i] /= length;
        return new SparseVector(ids.AsMemory(0, count), values.AsMemory(0, count));
    }
}
