using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dialogs.Understanding;

/// <summary>
/// Multinomial logistic regression on sparse vectors. A weight is kept in 8 bits, as a share of its feature's greatest: that is a quarter of what is most of
/// a notice's memory, and over the hundred features of a text the rounding comes to a hundredth of a score.
/// </summary>
internal sealed class LinearModel
{
    // Rows are padded to whole vectors, here of weights and in training of floats.
    private const int RowUnit = 16;

    private readonly int classes, stride;
    private readonly sbyte[] weights;
    private readonly float[] units;

    private LinearModel(int features, int classes)
    {
        this.classes = classes;
        stride = StrideOf(classes);
        weights = new sbyte[features * stride];
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
        units[feature] = greatest / sbyte.MaxValue;
        for (var k = 0; k < row.Length; k++) weights[feature * stride + k] = (sbyte)MathF.Round(row[k] / units[feature]);
    }

    private void AddScaled(Span<float> sum, int feature, float scale)
    {
        var row = weights.AsSpan(feature * stride, stride);
        var unit = Vector128.Create(scale * units[feature]);
        for (var k = 0; k < stride; k += Vector128<sbyte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.Create<sbyte>(row[k..]));
            AddScaled(sum[k..], low, unit);
            AddScaled(sum[(k + Vector128<short>.Count)..], high, unit);
        }
    }

    private static void AddScaled(Span<float> sum, Vector128<short> weights, Vector128<float> unit)
    {
        var (low, high) = Vector128.Widen(weights);
        var second = sum[Vector128<float>.Count..];
        (Vector128.Create<float>(sum) + Vector128.ConvertToSingle(low) * unit).CopyTo(sum);
        (Vector128.Create<float>(second) + Vector128.ConvertToSingle(high) * unit).CopyTo(second);
    }
}
