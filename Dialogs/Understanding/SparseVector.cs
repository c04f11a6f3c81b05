using System.Runtime.InteropServices;

namespace Dialogs.Understanding;

/// <summary>A text as the classifier sees it: which known features it has, how strongly, and how much of it is unknown.</summary>
/// <param name="Indices">Ascending, without repeats.</param>
/// <param name="Values">Of Euclidean length 1; as long as <paramref name="Indices"/>.</param>
/// <param name="Coverage">Share of the text's weight that is in known features, 0 to 1.</param>
internal readonly record struct SparseVector(int[] Indices, float[] Values, float Coverage)
{
    public void Save(BinaryWriter to)
    {
        to.Write(Indices.Length);
        to.Write(MemoryMarshal.AsBytes(Indices.AsSpan()));
        to.Write(MemoryMarshal.AsBytes(Values.AsSpan()));
        to.Write(Coverage);
    }

    public static SparseVector Load(BinaryReader from)
    {
        var length = from.ReadInt32();
        var (indices, values) = (new int[length], new float[length]);
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(indices.AsSpan()));
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return new SparseVector(indices, values, from.ReadSingle());
    }

    /// <summary>The cosine of two vectors of length 1.</summary>
    public float Dot(in SparseVector other)
    {
        float sum = 0;
        int i = 0, j = 0;
        while (i < Indices.Length && j < other.Indices.Length)
        {
            var order = Indices[i] - other.Indices[j];
            if (order == 0) sum += Values[i++] * other.Values[j++];
            else if (order < 0) i++;
            else j++;
        }
        return sum;
    }
}
