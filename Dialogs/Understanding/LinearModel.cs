using System.Numerics;
using System.Runtime.InteropServices;

namespace Dialogs.Understanding;

/// <summary>
/// Multinomial logistic regression on sparse vectors. A weight is kept in 16 bits, as a share of its feature's greatest: that halves what is most of a
/// notice's memory, and no decision hangs on the fifth digit.
/// </summary>
internal sealed class LinearModel
{
    // Rows are padded to the widest vector that any machine has.
    private const int RowUnit = 32;

    private readonly int classes, stride;
    private readonly short[] weights;
    private readonly float[] units;

    private LinearModel(int features, int classes)
    {
        this.classes = classes;
        stride = StrideOf(classes);
        weights = new short[features * stride];
        units = new float[features];
    }

    /// <summary>How long a buffer for <see cref="Predict"/> must be.</summary>
    public int Padded => stride;

    public static int StrideOf(int classes) => (classes + RowUnit - 1) / RowUnit * RowUnit;

    public static LinearModel Train(int features, int classes, IReadOnlyList<(SparseVector Vector, int Class)> examples)
    {
        var trained = new LinearTraining(features, classes).Run(examples);
        var model = new LinearModel(features, classes);
        for (var feature = 0; feature < features; feature++) model.Keep(feature, trained.AsSpan(feature * model.stride, classes));
        return model;
    }

    public static LinearModel Read(BinaryReader reader, int features, int classes)
    {
        var model = new LinearModel(features, classes);
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(model.units.AsSpan()));
        for (var feature = 0; feature < features; feature++)
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(model.weights.AsSpan(feature * model.stride, classes)));
        return model;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(MemoryMarshal.AsBytes(units.AsSpan()));
        for (var feature = 0; feature < units.Length; feature++) writer.Write(MemoryMarshal.AsBytes(weights.AsSpan(feature * stride, classes)));
    }

    /// <summary>The probability of each class, into <paramref name="probabilities"/>.</summary>
    public void Predict(in SparseVector vector, Span<float> probabilities)
    {
        probabilities[..stride].Clear();
        var indices = vector.Indices.Span;
        var values = vector.Values.Span;
        for (var i = 0; i < indices.Length; i++) AddScaled(probabilities, indices[i], values[i]);
        Softmax(probabilities[..classes]);
    }

    public static void Softmax(Span<float> x)
    {
        float max = float.MinValue, sum = 0;
        foreach (var v in x) max = MathF.Max(max, v);
        for (var k = 0; k < x.Length; k++) sum += x[k] = MathF.Exp(x[k] - max);
        for (var k = 0; k < x.Length; k++) x[k] /= sum;
    }

    private void Keep(int feature, ReadOnlySpan<float> row)
    {
        float greatest = 0;
        foreach (var w in row) greatest = MathF.Max(greatest, MathF.Abs(w));
        if (greatest == 0) return;
        units[feature] = greatest / short.MaxValue;
        for (var k = 0; k < row.Length; k++) weights[feature * stride + k] = (short)MathF.Round(row[k] / units[feature]);
    }

    private void AddScaled(Span<float> sum, int feature, float scale)
    {
        var row = weights.AsSpan(feature * stride, stride);
        var unit = scale * units[feature];
        for (var k = 0; k < stride; k += Vector<short>.Count)
        {
            Vector.Widen(new Vector<short>(row[k..]), out var low, out var high);
            var first = sum[k..];
            var second = sum[(k + Vector<float>.Count)..];
            (new Vector<float>(first) + Vector.ConvertToSingle(low) * unit).CopyTo(first);
            (new Vector<float>(second) + Vector.ConvertToSingle(high) * unit).CopyTo(second);
        }
    }
}
