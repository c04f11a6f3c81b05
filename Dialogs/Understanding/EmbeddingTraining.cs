namespace Dialogs.Understanding;

/// <summary>Trains one part of an <see cref="EmbeddingModel"/> with AdaGrad. Deterministic: the same examples in the same order give the same weights.</summary>
internal sealed class EmbeddingTraining
{
    /// <summary>Numbers of an embedding; a multiple of a vector register's.</summary>
    public const int Size = 64;

    private const int Epochs = 24;
    private const float Rate = 0.1f;
    /// <summary>How far embeddings and outputs lie apart at first.</summary>
    private const float FirstEmbedding = 0.1f, FirstOutput = 0.2f;

    /// <summary>An error so small changes nothing worth its time.</summary>
    private const float Negligible = 1e-5f;

    /// <summary>
    /// The share of an example's features that is left out, others each time. Then no single word is leaned upon, and a question that has only some of the usual
    /// words is still understood: with none left out three in a hundred fewer are right.
    /// </summary>
    private const float Dropped = 0.5f;

    private readonly Random random;
    private readonly float[] embeddings, outputs, embeddingSquares, outputSquares;
    private readonly float[] text = new float[Size], back = new float[Size], scores;
    private readonly int[] kept;
    private readonly float[] values;

    /// <param name="seed">Another one gives another beginning and order.</param>
    public EmbeddingTraining(int features, int classes, int seed)
    {
        random = new Random(seed);
        (embeddings, outputs) = (Spread(features * Size, FirstEmbedding), Spread(classes * Size, FirstOutput));
        (embeddingSquares, outputSquares, scores) = (new float[features], new float[classes], new float[classes]);
        (kept, values) = (new int[features], new float[features]);
    }

    /// <returns>A row for each feature, and a row for each class.</returns>
    public (float[] Embeddings, float[] Outputs) Run(IReadOnlyList<(SparseVector Vector, int Class)> examples)
    {
        var order = Enumerable.Range(0, examples.Count).ToArray();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order)
                if (Thin(examples[i].Vector) is > 0 and var count) Step(count, examples[i].Class);
        }
        return (embeddings, outputs);
    }

    /// <summary>Numbers around zero, evenly spread over so wide a range.</summary>
    private float[] Spread(int count, float range)
    {
        var numbers = new float[count];
        for (var i = 0; i < count; i++) numbers[i] = (random.NextSingle() - 0.5f) * range;
        return numbers;
    }

    /// <summary>The features that are not left out, again of length 1, into <see cref="kept"/>.</summary>
    private int Thin(SparseVector example)
    {
        var (count, square) = (0, 0f);
        for (var i = 0; i < example.Indices.Length; i++)
        {
            if (random.NextSingle() < Dropped) continue;
            (kept[count], values[count]) = (example.Indices.Span[i], example.Values.Span[i]);
            square += values[count] * values[count++];
        }
        var length = MathF.Sqrt(square);
        for (var i = 0; i < count; i++) values[i] /= length;
        return count;
    }

    private void Step(int count, int target)
    {
        Array.Clear(text);
        for (var i = 0; i < count; i++) Lanes.AddScaled(text, Embedding(kept[i]), values[i]);
        for (var k = 0; k < scores.Length; k++) scores[k] = Lanes.Dot(text, Output(k));
        EmbeddingModel.Softmax(scores);
        scores[target] -= 1;
        MoveOutputs();
        MoveEmbeddings(count);
    }

    private void MoveOutputs()
    {
        Array.Clear(back);
        var square = Lanes.Dot(text, text) / Size;
        for (var k = 0; k < scores.Length; k++)
        {
            if (MathF.Abs(scores[k]) < Negligible) continue;
            Lanes.AddScaled(back, Output(k), scores[k]);
            outputSquares[k] += scores[k] * scores[k] * square;
            Lanes.AddScaled(Output(k), text, -Rate * scores[k] / MathF.Sqrt(outputSquares[k] + 1e-6f));
        }
    }

    private void MoveEmbeddings(int count)
    {
        var square = Lanes.Dot(back, back) / Size;
        for (var i = 0; i < count; i++)
        {
            embeddingSquares[kept[i]] += square * values[i] * values[i];
            Lanes.AddScaled(Embedding(kept[i]), back, -Rate * values[i] / MathF.Sqrt(embeddingSquares[kept[i]] + 1e-8f));
        }
    }

    private Span<float> Embedding(int feature) => embeddings.AsSpan(feature * Size, Size);

    private Span<float> Output(int of) => outputs.AsSpan(of * Size, Size);
}
