using System.Numerics;

namespace Dialogs.Understanding;

/// <summary>Trains a <see cref="LinearModel"/> with AdaGrad. Deterministic: the same examples in the same order give the same weights.</summary>
internal sealed class LinearTraining
{
    private const int Epochs = 16;
    private const float Rate = 0.6f;
    private const float Decay = 2e-5f;

    private readonly int classes, stride;
    private readonly float[] weights, squares, scores;

    public LinearTraining(int features, int classes)
    {
        this.classes = classes;
        stride = LinearModel.StrideOf(classes);
        (weights, squares, scores) = (new float[features * stride], new float[features], new float[stride]);
    }

    /// <returns>A padded row of weights for each feature.</returns>
    public float[] Run(IReadOnlyList<(SparseVector Vector, int Class)> examples)
    {
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var random = new Random(examples.Count);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order) Step(examples[i].Vector.Indices.Span, examples[i].Vector.Values.Span, examples[i].Class);
        }
        return weights;
    }

    private void Step(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, int target)
    {
        Array.Clear(scores);
        for (var i = 0; i < indices.Length; i++) AddScaled(indices[i], values[i]);
        LinearModel.Softmax(scores.AsSpan(0, classes));
        scores[target] -= 1;
        float norm = 0;
        for (var k = 0; k < classes; k++) norm += scores[k] * scores[k];
        for (var i = 0; i < indices.Length; i++)
        {
            squares[indices[i]] += norm * values[i] * values[i];
            Update(indices[i], -Rate * values[i] / MathF.Sqrt(squares[indices[i]] + 1e-6f));
        }
    }

    private void Update(int feature, float scale)
    {
        var row = weights.AsSpan(feature * stride, stride);
        for (var k = 0; k < stride; k += Vector<float>.Count)
            (new Vector<float>(row[k..]) * (1 - Decay) + new Vector<float>(scores.AsSpan(k)) * scale).CopyTo(row[k..]);
    }

    private void AddScaled(int feature, float scale)
    {
        var row = weights.AsSpan(feature * stride, stride);
        for (var k = 0; k < stride; k += Vector<float>.Count)
        {
            var sum = scores.AsSpan(k);
            (new Vector<float>(sum) + new Vector<float>(row[k..]) * scale).CopyTo(sum);
        }
    }
}
