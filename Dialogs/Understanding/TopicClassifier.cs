using System.Collections.Immutable;

namespace Dialogs.Understanding;

/// <summary>How well a topic fits a text.</summary>
/// <param name="Topic">Index into the list of topics.</param>
/// <param name="Probability">Of this topic among all, 0 to 1.</param>
/// <param name="Likeness">Cosine with the topic's most similar example, 0 to 1.</param>
internal readonly record struct Guess(int Topic, float Probability, float Likeness);

/// <summary>Learns topics from example questions. Immutable and thread-safe after training.</summary>
internal sealed class TopicClassifier
{
    private const int Best = 5;

    private readonly FeatureReader reader;
    private readonly Vocabulary vocabulary;
    private readonly LinearModel model;
    private readonly SparseVector[][] examples;

    private TopicClassifier(FeatureReader reader, Vocabulary vocabulary, LinearModel model, SparseVector[][] examples) =>
        (this.reader, this.vocabulary, this.model, this.examples) = (reader, vocabulary, model, examples);

    /// <param name="topics">The examples of each topic.</param>
    public static TopicClassifier Train(FeatureReader reader, IReadOnlyList<IReadOnlyList<MarkedText>> topics)
    {
        var texts = topics.SelectMany((t, topic) => t.Select(e => (Features: Read(reader, e), Topic: topic))).ToArray();
        var vocabulary = new Vocabulary([.. texts.Select(t => t.Features)]);
        var vectors = texts.Select(t => (Vector: vocabulary.Weigh(t.Features), t.Topic)).ToArray();
        var model = LinearModel.Train(vocabulary.Count, topics.Count, vectors);
        var byTopic = vectors.ToLookup(v => v.Topic, v => v.Vector);
        return new TopicClassifier(reader, vocabulary, model, [.. Enumerable.Range(0, topics.Count).Select(t => byTopic[t].ToArray())]);
    }

    public void Save(BinaryWriter to)
    {
        vocabulary.Save(to);
        model.Save(to);
        to.Write(examples.Length);
        foreach (var topic in examples)
        {
            to.Write(topic.Length);
            foreach (var example in topic) example.Save(to);
        }
    }

    public static TopicClassifier Load(FeatureReader reader, BinaryReader from)
    {
        var (vocabulary, model) = (Vocabulary.Load(from), LinearModel.Load(from));
        var examples = new SparseVector[from.ReadInt32()][];
        for (var topic = 0; topic < examples.Length; topic++)
        {
            examples[topic] = new SparseVector[from.ReadInt32()];
            for (var i = 0; i < examples[topic].Length; i++) examples[topic][i] = SparseVector.Load(from);
        }

        return new TopicClassifier(reader, vocabulary, model, examples);
    }

    /// <summary>The five likeliest topics, the likeliest first, and how much of the text is in known features.</summary>
    public ImmutableArray<Guess> Guess(MarkedText text, out float coverage)
    {
        var vector = vocabulary.Weigh(Read(reader, text));
        coverage = vector.Coverage;
        Span<float> probabilities = stackalloc float[model.Padded];
        model.Predict(vector, probabilities);
        var guesses = ImmutableArray.CreateBuilder<Guess>(Best);
        for (var n = 0; n < Best && n < examples.Length; n++)
        {
            var top = IndexOfMax(probabilities[..examples.Length]);
            guesses.Add(new Guess(top, probabilities[top], Likeness(vector, top)));
            probabilities[top] = -1;
        }
        return guesses.ToImmutable();
    }

    private float Likeness(in SparseVector vector, int topic)
    {
        float best = 0;
        foreach (var example in examples[topic]) best = MathF.Max(best, vector.Dot(example));
        return best;
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
