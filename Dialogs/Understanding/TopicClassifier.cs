using System.Collections.Immutable;

namespace Dialogs.Understanding;

/// <summary>How well a topic fits a text.</summary>
/// <param name="Topic">Index into the list of topics.</param>
/// <param name="Probability">Of this topic among all, 0 to 1.</param>
internal readonly record struct Guess(int Topic, float Probability);

/// <summary>Learns topics from example questions. Immutable and thread-safe after training.</summary>
internal sealed class TopicClassifier
{
    private const int Best = 5;

    private readonly FeatureReader reader;
    private readonly Vocabulary vocabulary;
    private readonly EmbeddingModel model;
    private readonly int topics;

    private TopicClassifier(FeatureReader reader, Vocabulary vocabulary, EmbeddingModel model, int topics) =>
        (this.reader, this.vocabulary, this.model, this.topics) = (reader, vocabulary, model, topics);

    /// <param name="topics">The examples of each topic.</param>
    public static TopicClassifier Train(FeatureReader reader, IReadOnlyList<IReadOnlyList<MarkedText>> topics)
    {
        var texts = topics.SelectMany((t, topic) => t.Select(e => (Features: Read(reader, e), Topic: topic))).ToArray();
        var vocabulary = Vocabulary.Of([.. texts.Select(t => t.Features)]);
        var vectors = texts.Select(t => (vocabulary.Weigh(t.Features), t.Topic)).ToArray();
        return new TopicClassifier(reader, vocabulary, EmbeddingModel.Train(vocabulary.Count, topics.Count, vectors), topics.Count);
    }

    /// <summary>What <see cref="Write"/> wrote, for the same topics.</summary>
    public static TopicClassifier Read(FeatureReader reader, BinaryReader stored, int topics)
    {
        var vocabulary = Vocabulary.Read(stored);
        return new TopicClassifier(reader, vocabulary, EmbeddingModel.Read(stored, vocabulary.Count, topics), topics);
    }

    public void Write(BinaryWriter writer)
    {
        vocabulary.Write(writer);
        model.Write(writer);
    }

    /// <summary>The five likeliest topics, the likeliest first.</summary>
    public ImmutableArray<Guess> Guess(MarkedText text)
    {
        Span<float> probabilities = stackalloc float[topics];
        model.Predict(vocabulary.Weigh(Read(reader, text)), probabilities);
        var guesses = ImmutableArray.CreateBuilder<Guess>(Best);
        for (var n = 0; n < Best && n < topics; n++)
        {
            var top = IndexOfMax(probabilities);
            guesses.Add(new Guess(top, probabilities[top]));
            probabilities[top] = -1;
        }
        return guesses.ToImmutable();
    }

    private static int IndexOfMax(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            if (values[i] > values[best]) best = i;
        return best;
    }

    private static List<(ulong Key, float Weight)> Read(FeatureReader reader, MarkedText text)
    {
        var features = new List<(ulong, float)>(text.Text.Length * 7 + 32);
        reader.Read(text, features);
        return features;
    }
}
