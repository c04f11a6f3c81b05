using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Dialogs.Language;
using Dialogs.Recognizers;
using Knowledge.Notices;
using Knowledge.Questions;

namespace Dialogs.Understanding;

/// <summary>All that is learnt of one notice in order to understand what people write about it. Made once a notice; thread-safe.</summary>
internal sealed class NoticeLanguage
{
    private static readonly ConditionalWeakTable<Notice, NoticeLanguage> Made = [];

    private readonly TopicClassifier classifier;
    private readonly ImmutableArray<Topic> topics;
    private readonly PhraseTrie<Topic[]> guards = new();

    private NoticeLanguage(Notice notice, Stream? learnt)
    {
        topics = notice.Topics.All;
        foreach (var word in topics.Where(t => t.Guard is not null).SelectMany(t => t.Guard!.Words).Distinct())
            guards.Add(TextNormalizer.NormalizeText(word), [.. topics.Where(t => t.Guard is not null && t.Guard.Words.Contains(word))]);
        Homes = [.. topics.Where(t => !t.HomeOf.IsEmpty)];
        var concepts = new Concepts(notice.Topics.Concepts);
        var corrector = new SpellingCorrector(notice.Topics.Concepts.SelectMany(c => c.Forms), Phrases(notice), topics.SelectMany(t => t.Examples));
        Reader = new QuestionReader(notice, concepts, corrector, RecognizerSuite.For(notice));
        var features = new FeatureReader(concepts);
        classifier = LearntTopics.Load(notice, features, learnt) ?? TopicClassifier.Train(features, [.. topics.Select(t => Examples(t, notice.Issued))]);
    }

    public QuestionReader Reader { get; }

    /// <summary>The topic whose guard words stand in a text that would else be taken as <paramref name="topic"/>'s; null: none.</summary>
    public Topic? GuardOf(string text, Topic topic)
    {
        for (var i = 0; i < text.Length; i++)
            if (guards.Longest(text, i, out var guarding) > 0)
                foreach (var guard in guarding!)
                    if (guard.Id != topic.Id && (guard.Guard!.InsteadOf.IsEmpty || guard.Guard.InsteadOf.Contains(topic.Id)) && !guard.Guard.Except.Contains(topic.Id)) return guard;
        return null;
    }

    /// <summary>Topics at home with a field.</summary>
    public ImmutableArray<Topic> Homes { get; }

    /// <summary>Training takes a second or two: call it at start.</summary>
    /// <param name="learnt">What <see cref="Save"/> wrote; null, or of another notice or program: learnt anew.</param>
    public static NoticeLanguage For(Notice notice, Stream? learnt = null) => Made.GetValue(notice, n => new NoticeLanguage(n, learnt));

    public void Save(Notice notice, Stream to) => LearntTopics.Save(notice, classifier, to);

    /// <summary>The likeliest topics of a text, the likeliest first.</summary>
    public ImmutableArray<TopicGuess> Guess(MarkedText text, out float coverage) =>
        [.. classifier.Guess(text, out coverage).Select(g => new TopicGuess(topics[g.Topic], g.Probability, g.Likeness))];

    private MarkedText[] Examples(Topic topic, DateOnly today) =>
        [.. topic.Examples.Select(Reader.Corrected).Distinct().Select(e => Reader.Marked(e, today))];

    private static IEnumerable<string> Phrases(Notice notice) =>
        from field in notice.Fields
        from option in field.Options
        from phrase in option.Said.Prepend(option.Text).Prepend(option.Value)
        where !phrase.Contains('…')
        select TextNormalizer.NormalizeText(phrase);
}

/// <param name="Probability">Among all topics, 0 to 1.</param>
/// <param name="Likeness">With the topic's most similar example, 0 to 1.</param>
internal sealed record TopicGuess(Topic Topic, float Probability, float Likeness);
