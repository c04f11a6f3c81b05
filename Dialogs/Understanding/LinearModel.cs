using System.Numerics;
using System.Runtime.InteropServices;

namespace Dialogs.Understanding;

/// <summary>
/// Multinomial logistic regression on sparse vectors, trained with AdaGrad. Deterministic: the same examples in the same order give the same model.
/// </summary>
internal sealed class LinearModel
{
    private const int Epochs = 14;
    private const float Rate = 0.35f, Decay = 2e-5f;

    private readonly int classes, stride;
    private readonly float[] weights;

    private LinearModel(int features, int classes, float[]? weights = null)
    {
        this.classes = classes;
        stride = (classes + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        this.weights = weights ?? new float[features * stride];
    }

    public static LinearModel Train(int features, int classes, IReadOnlyList<(SparseVector Vector, int Class)> examples)
    {
        var model = new LinearModel(features, classes);
        var squares = new float[features];
        var scores = new float[model.stride];
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var random = new Random(925);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order) model.Step(examples[i].Vector, examples[i].Class, scores, squares);
        }
        return model;
    }

    public void Save(BinaryWriter to)
    {
        to.Write(classes);
        to.Write(weights.Length);
        to.Write(MemoryMarshal.AsBytes(weights.AsSpan()));
    }

    public static LinearModel Load(BinaryReader from)
    {
        var classes = from.ReadInt32();
        var model = new LinearModel(0, classes, new float[from.ReadInt32()]);
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(model.weights.AsSpan()));
        return model;
    }

    /// <summary>The probability of each class, into <paramref name="probabilities"/> (at least <c>Padded</c> long).</summary>
    public void Predict(in SparseVector vector, Span<float> probabilities)
    {
        probabilities[..stride].Clear();
        for (var i = 0; i < vector.Indices.Length; i++) AddScaled(probabilities, vector.Indices[i], vector.Values[i]);
        Softmax(probabilities[..classes]);
    }

    public int Padded => stride;

    private void Step(in SparseVector x, int target, float[] scores, float[] squares)
    {
        Predict(x, scores);
        scores[target] -= 1;
        float norm = 0;
        for (var k = 0; k < classes; k++) norm += scores[k] * scores[k];
        for (var i = 0; i < x.Indices.Length; i++)
        {
            var f = x.Indices[i];
            squares[f] += norm * x.Values[i] * x.Values[i];
            Update(f, -Rate * x.Values[i] / MathF.Sqrt(squares[f] + 1e-6f), scores);
        }
    }

    private void Update(int feature, float scale, float[] gradient)
    {
        var row = weights.AsSpan(feature * stride, stride);
        for (var k = 0; k < stride; k += Vector<float>.Count)
        {
            var w = new Vector<float>(row[k..]);
            (w * (1 - Decay) + new Vector<float>(gradient.AsSpan(k)) * scale).CopyTo(row[k..]);
        }
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
