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
    private static readonly ConditionalWeakTable<Notice, Lazy<NoticeLanguage>> Made = [];

    private readonly Notice notice;
    private readonly TopicClassifier classifier;
    private readonly Concepts concepts;
    private readonly TopicCharacters characters;
    private readonly TopicPairs pairs;
    private readonly ForeignWords words = new();
    private readonly PhraseTrie<Topic[]> guards = new();

    /// <summary>Examples as they stand, less what ends a sentence; null where two topics share one.</summary>
    private readonly Dictionary<string, Topic?> literal = new(StringComparer.Ordinal);

    /// <param name="learnt">What <see cref="Save"/> wrote; null, or of other examples or another program: learnt anew, unless <paramref name="kept"/> has it.</param>
    public NoticeLanguage(Notice notice, Stream? learnt, LearntTopics kept)
    {
        this.notice = notice;
        concepts = new Concepts(notice.Topics.Concepts);
        var corrector = new SpellingCorrector(notice.Topics.Concepts.SelectMany(c => c.Forms), Phrases(notice), Topics.SelectMany(t => t.Examples), Aliases(notice));
        Reader = new QuestionReader(notice, concepts, corrector, RecognizerSuite.For(notice));
        Homes = [.. Topics.Where(t => !t.HomeOf.IsEmpty).OrderByDescending(t => t.HomeOf.Max(f => notice.Field(f)!.Options.Length))];
        foreach (var word in Topics.Where(t => t.Guard is not null).SelectMany(t => t.Guard!.Words).Distinct())
            guards.Add(TextNormalizer.NormalizeText(word), [.. Topics.Where(t => t.Guard is not null && t.Guard.Words.Contains(word))]);
        characters = new TopicCharacters(Topics.Length);
        pairs = new TopicPairs(Topics.Length);
        for (var i = 0; i < Topics.Length; i++)
            foreach (var text in Topics[i].Examples.Select(e => Bare(Reader.Corrected(e))))
            {
                literal[text] = literal.TryGetValue(text, out var other) && other != Topics[i] ? null : Topics[i];
                characters.Add(i, text);
                pairs.Add(i, text);
                words.Add(text);
            }
        characters.Complete();
        pairs.Complete();
        var features = new FeatureReader(concepts);
        classifier = kept.Find(LearntTopics.Key(notice), () => Read(learnt, features) ?? TopicClassifier.Train(features, [.. Topics.Select(Examples)]));
    }

    public QuestionReader Reader { get; }

    /// <summary>Topics at home with a field, the field with the most options first: naming one of many says most.</summary>
    public ImmutableArray<Topic> Homes { get; }

    private ImmutableArray<Topic> Topics => notice.Topics.All;

    /// <summary>Learning takes some seconds: call it at start. Whoever asks meanwhile waits for it.</summary>
    public static NoticeLanguage For(Notice notice) => Made.GetValue(notice, n => new(() => new NoticeLanguage(n, null, LearntTopics.Shared))).Value;

    /// <summary>Says from where the first who needs the notice's language reads what was learnt. Called before the notice is handed to anybody.</summary>
    /// <param name="learnt">Opens what <see cref="Save"/> wrote; null, or of other examples or another program: learnt anew.</param>
    public static void Attach(Notice notice, Func<Stream?> learnt) => Made.AddOrUpdate(notice, new(() =>
    {
        using var stream = learnt();
        return new NoticeLanguage(notice, stream, LearntTopics.Shared);
    }));

    /// <summary>Stores what was learnt.</summary>
    public void Save(Stream to)
    {
        using var writer = new BinaryWriter(to, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(LearntTopics.Key(notice));
        classifier.Write(writer);
    }

    private TopicClassifier? Read(Stream? learnt, FeatureReader features)
    {
        if (learnt is not { Length: > 0 }) return null;
        using var reader = new BinaryReader(learnt, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            return reader.ReadString() == LearntTopics.Key(notice) ? TopicClassifier.Read(features, reader, Topics.Length) : null;
        }
        catch (Exception e) when (e is IOException or FormatException or OverflowException or ArgumentException)
        {
            return null; // cut short or damaged
        }
    }

    /// <summary>The likeliest topics of a text, the likeliest first. A text that is an example of one topic is that topic's.</summary>
    public ImmutableArray<TopicGuess> Guess(MarkedText text) => literal.TryGetValue(Bare(text.Text), out var topic) && topic is not null
        ? [new TopicGuess(topic, 1, 0, 0)]
        : [.. classifier.Guess(words.Without(text)).Select(g => new TopicGuess(Topics[g.Topic], g.Probability, characters.CountStrange(text.Kinds, g.Topic), pairs.Unexplained(text.Kinds, g.Topic)))];

    /// <summary>What a topic's title speaks of, and what it asks of it.</summary>
    public (string Subject, string Asked) Divide(Topic topic) => concepts.Divide(TextNormalizer.NormalizeText(topic.Title));

    /// <summary>Whether the text is an example of one topic.</summary>
    public bool IsExample(MarkedText text) => literal.TryGetValue(Bare(text.Text), out var topic) && topic is not null;

    /// <summary>The topic whose guard words stand in what is asked, which would else be taken as <paramref name="topic"/>'s; null: none.</summary>
    public Topic? GuardOf(string text, Topic topic)
    {
        for (var i = 0; i < text.Length; i++)
            if (guards.Longest(text, i, out var guarding) is > 0 and var length && IsWord(text, i, length))
                foreach (var guard in guarding!)
                    if (guard.Id != topic.Id && guard.Guard!.Holds(topic.Id)) return guard;
        return null;
    }

    /// <summary>The topic that a question about another year than the notice's belongs to, which would else be taken as <paramref name="topic"/>'s; null: none.</summary>
    public Topic? GuardOfYear(Question question, Topic topic) =>
        Topics.FirstOrDefault(t => t.Guard is { OtherYear: true } guard && t.Id != topic.Id && guard.Holds(topic.Id)) is { } other && question.YearsAsked.Any() && question.YearsAsked.All(y => y != notice.Issued.Year) ? other : null;

    /// <summary>The topic of the window whose first and last day a question names (「10月8号到25号那段」); null: none.</summary>
    public Topic? WindowNamed(Question question)
    {
        var days = question.Recognized.Dates.Where(d => d.Value is { IsExact: true }).Select(d => d.Value!.First).ToList();
        var window = days.Count != 2 ? null : notice.Deadlines.FirstOrDefault(d => d.Opens == days[0] && d.Closes == days[1]);
        return window is null ? null : Topics.FirstOrDefault(t => t.Claim is Claim.Closes closes && closes.Deadline == window.Id);
    }

    /// <summary>Letters count only as a whole word.</summary>
    private static bool IsWord(string text, int start, int length) =>
        !char.IsAsciiLetter(text[start]) || ((start == 0 || !char.IsAsciiLetter(text[start - 1])) && (start + length == text.Length || !char.IsAsciiLetter(text[start + length])));

    private static string Bare(string text) => text.TrimEnd('吗', '呢', '吧', '啊', '呀', '嘛', '么', '哦', '?', '。', '!', ' ');

    private MarkedText[] Examples(Topic topic) =>
        [.. topic.Examples.Select(Reader.Corrected).Distinct().Select(e => Reader.Marked(e, notice.Issued))];

    /// <summary>Forms of a concept in letters stand for its first; two letters may stand for anything.</summary>
    private static IEnumerable<(string, string)> Aliases(Notice notice) =>
        from concept in notice.Topics.Concepts
        from form in concept.Forms
        where form.Length > ShortestAlias && form.All(char.IsAsciiLetter) && !char.IsAsciiLetter(concept.Forms[0][0])
        select (form.ToLowerInvariant(), concept.Forms[0]);

    private const int ShortestAlias = 2;

    private static IEnumerable<string> Phrases(Notice notice) =>
        from field in notice.Fields
        from option in field.Options
        from phrase in option.Said.Prepend(option.Text).Prepend(option.Value)
        where !phrase.Contains('…')
        select TextNormalizer.NormalizeText(phrase);
}

/// <param name="Probability">Among all topics, 0 to 1.</param>
/// <param name="Strange">How many characters of the text none of the topic's examples uses.</param>
/// <param name="Unexplained">The share of the text that the topic's examples do not explain, 0 to 1.</param>
internal sealed record TopicGuess(Topic Topic, float Probability, int Strange, float Unexplained);
