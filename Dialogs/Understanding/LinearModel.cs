using System.Numerics;
using System.Runtime.InteropServices;

namespace Dialogs.Understanding;

/// <summary>
/// Multinomial logistic regression on sparse vectors, trained with AdaGrad. Deterministic: the same examples in the same order give the same model.
/// </summary>
internal sealed class LinearModel
{
    private const int Epochs = 16;
    private const float Rate = 0.6f;
    private const float Decay = 2e-5f;

    private readonly int classes, stride;
    private readonly float[] weights;

    private LinearModel(int features, int classes)
    {
        this.classes = classes;
        stride = (classes + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        weights = new float[features * stride];
    }

    /// <summary>How long a buffer for <see cref="Predict"/> must be.</summary>
    public int Padded => stride;

    public static LinearModel Train(int features, int classes, IReadOnlyList<(SparseVector Vector, int Class)> examples)
    {
        var model = new LinearModel(features, classes);
        var squares = new float[features];
        var scores = new float[model.stride];
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var random = new Random(examples.Count);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order) model.Step(examples[i].Vector, examples[i].Class, scores, squares);
        }
        return model;
    }

    public static LinearModel Read(BinaryReader reader, int features, int classes)
    {
        var model = new LinearModel(features, classes);
        var row = new Half[classes];
        for (var feature = 0; feature < features; feature++)
        {
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(row.AsSpan()));
            for (var k = 0; k < classes; k++) model.weights[feature * model.stride + k] = (float)row[k];
        }
        return model;
    }

    /// <summary>Half the precision is enough: no decision hangs on the fourth digit.</summary>
    public void Write(BinaryWriter writer)
    {
        var row = new Half[classes];
        for (var feature = 0; feature * stride < weights.Length; feature++)
        {
            for (var k = 0; k < classes; k++) row[k] = (Half)weights[feature * stride + k];
            writer.Write(MemoryMarshal.AsBytes(row.AsSpan()));
        }
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

    private void Step(in SparseVector x, int target, float[] scores, float[] squares)
    {
        Predict(x, scores);
        scores[target] -= 1;
        float norm = 0;
        for (var k = 0; k < classes; k++) norm += scores[k] * scores[k];
        var indices = x.Indices.Span;
        var values = x.Values.Span;
        for (var i = 0; i < indices.Length; i++)
        {
            squares[indices[i]] += norm * values[i] * values[i];
            Update(indices[i], -Rate * values[i] / MathF.Sqrt(squares[indices[i]] + 1e-6f), scores);
        }
    }

    private void Update(int feature, float scale, float[] gradient)
    {
        var row = weights.AsSpan(feature * stride, stride);
        for (var k = 0; k < stride; k += Vector<float>.Count)
            (new Vector<float>(row[k..]) * (1 - Decay) + new Vector<float>(gradient.AsSpan(k)) * scale).CopyTo(row[k..]);
    }

    private void AddScaled(Span<float> sum, int feature, float scale)
    {
        var row = weights.AsSpan(feature * stride, stride);
        for (var k = 0; k < stride; k += Vector<float>.Count)
            (new Vector<float>(sum[k..]) + new Vector<float>(row[k..]) * scale).CopyTo(sum[k..]);
    }

    private static void Softmax(Span<float> x)
    {
        float max = float.MinValue, sum = 0;
        foreach (var v in x) max = MathF.Max(max, v);
        for (var k = 0; k < x.Length; k++) sum += x[k] = MathF.Exp(x[k] - max);
        for (var k = 0; k < x.Length; k++) x[k] /= sum;
    }
}
