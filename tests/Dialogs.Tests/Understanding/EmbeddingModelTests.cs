using Dialogs.Understanding;

namespace Dialogs.Tests.Understanding;

/// <summary>The classifier of topics by itself, on three classes of which the second and third share a feature.</summary>
public sealed class EmbeddingModelTests
{
    private const int Features = 6, Classes = 3;

    [Fact]
    public void Predict_OfAnExample_FindsItsClass()
    {
        var model = EmbeddingModel.Train(Features, Classes, Examples);
        foreach (var (vector, of) in Examples) Assert.Equal(of, Likeliest(Predicted(model, vector)));
    }

    [Fact]
    public void Predict_OfPartOfAnExample_StillFindsItsClass() =>
        Assert.Equal(0, Likeliest(Predicted(EmbeddingModel.Train(Features, Classes, Examples), Vector(1))));

    [Fact]
    public void Predict_GivesProbabilitiesThatSumToOne() =>
        Assert.Equal(1, Predicted(EmbeddingModel.Train(Features, Classes, Examples), Vector(3)).Sum(), 4);

    [Fact]
    public void Train_Twice_GivesTheSame() =>
        Assert.Equal(Predicted(EmbeddingModel.Train(Features, Classes, Examples), Vector(3)), Predicted(EmbeddingModel.Train(Features, Classes, Examples), Vector(3)));

    [Fact]
    public void Read_OfWhatWasWritten_PredictsTheSame()
    {
        var model = EmbeddingModel.Train(Features, Classes, Examples);
        using var stored = new MemoryStream();
        using (var writer = new BinaryWriter(stored, System.Text.Encoding.UTF8, leaveOpen: true)) model.Write(writer);
        stored.Position = 0;
        using var reader = new BinaryReader(stored);
        Assert.Equal(Predicted(model, Vector(0, 3)), Predicted(EmbeddingModel.Read(reader, Features, Classes), Vector(0, 3)));
    }

    private static readonly (SparseVector, int)[] Examples =
        [.. Enumerable.Repeat(0, 20).SelectMany(_ => new[] { (Vector(0, 1), 0), (Vector(2, 3), 1), (Vector(3, 4, 5), 2) })];

    private static SparseVector Vector(params int[] features) =>
        new(features.AsMemory(), features.Select(_ => 1 / MathF.Sqrt(features.Length)).ToArray().AsMemory());

    private static float[] Predicted(EmbeddingModel model, SparseVector vector)
    {
        var probabilities = new float[Classes];
        model.Predict(vector, probabilities);
        return probabilities;
    }

    private static int Likeliest(float[] probabilities) => Array.IndexOf(probabilities, probabilities.Max());
}
