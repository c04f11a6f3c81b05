using System.Collections.Immutable;
using Knowledge.Notices;
using Knowledge.Rules;
using Knowledge.Wording;

namespace Knowledge.Questions;

/// <summary>What is said when a question is recognised as this topic's.</summary>
public enum TopicKind
{
    /// <summary>The notice says it.</summary>
    Answer,

    /// <summary>The notice does not say it, though people ask: declined, with the contact, and kept for HR.</summary>
    Unanswerable,

    /// <summary>Asked in bad faith, or of a program what only a person may do: refused, politely.</summary>
    Refused,

    /// <summary>Not about the notice at all.</summary>
    OffTopic,

    /// <summary>Greeting, thanks, who are you.</summary>
    SmallTalk,
}

/// <summary>One thing that people ask about a notice.</summary>
public sealed record Topic
{
    public required string Id { get; init; }
    public required TopicKind Kind { get; init; }

    /// <summary>As a choice button: a short question or noun phrase.</summary>
    public required string Title { get; init; }

    /// <summary>Ways of asking it. Neither complete nor unique: the classifier learns from them.</summary>
    public required ImmutableArray<string> Examples { get; init; }

    /// <summary>The first case that holds for the question, the person and the day is said. The last holds always.</summary>
    public required ImmutableArray<AnswerCase> Answers { get; init; }

    /// <summary>Id of the deadline after whose close the answer begins by saying that it is over. Null: time does not matter to it, or it speaks of time itself.</summary>
    public string? About { get; init; }

    /// <summary>Id of the deadline whose phase the answer takes on the day that the question names (「明天还能…吗」), not on the day of asking. Null: none.</summary>
    public string? Day { get; init; }

    /// <summary>Id of a derived deadline: the answer counts its working days from the day that the question names, or today. Null: nothing is counted.</summary>
    public string? Period { get; init; }

    /// <summary>
    /// Set on topics that ask whether somebody may: the id of the criterion that they speak of, or empty for all. If the asker's facts settle
    /// another criterion against them, that is said instead. Null: not such a topic.
    /// </summary>
    public string? MayI { get; init; }

    /// <summary>Ids of fields: a message that names one of them and nothing else that is clear is taken as this topic's (a bare job, say).</summary>
    public ImmutableArray<string> HomeOf { get; init; } = [];

    /// <summary>Words that make a question this topic's, though it looks like another's. Null: none.</summary>
    public Guard? Guard { get; init; }

    /// <summary>Ids of concepts or fields of which a question must name one to be this topic's. Empty: none is needed.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Facts taken for granted by the question where they are not known.</summary>
    public Profile Assume { get; init; } = Profile.Empty;

    /// <summary>The figure or day that the answer states, so that a wrong one in the question is corrected first. Null: none.</summary>
    public Claim? Claim { get; init; }

    /// <summary>Ids of topics offered next.</summary>
    public ImmutableArray<string> Next { get; init; } = [];
}

/// <param name="When">Over the asker's facts, the day and the question's own values; null: always.</param>
/// <param name="Text">The answer in the assistant's own words, never the quote.</param>
public sealed record AnswerCase(Condition? When, TextTemplate Text, ImmutableArray<Citation> Citations);

/// <summary>Keeps questions that the notice does not answer from being answered with a neighbour's fact.</summary>
/// <param name="Words">Literal phrases.</param>
/// <param name="InsteadOf">Ids of the topics that it guards; empty: all.</param>
/// <param name="Except">Ids of topics that keep such questions all the same.</param>
/// <param name="OtherYear">True: it also guards where another year than the notice's is asked about.</param>
public sealed record Guard(ImmutableArray<string> Words, ImmutableArray<string> InsteadOf, ImmutableArray<string> Except, bool OtherYear)
{
    /// <summary>Whether a question that would be taken as this topic's is guarded.</summary>
    public bool Holds(string topic) => (InsteadOf.IsEmpty || InsteadOf.Contains(topic)) && !Except.Contains(topic);
}

/// <summary>What a question may have got wrong. A closed set.</summary>
public abstract record Claim
{
    private Claim() { }

    /// <summary>The day on which a deadline closes.</summary>
    public sealed record Closes(string Deadline) : Claim;

    /// <summary>A figure before one of these units.</summary>
    /// <param name="AtLeast">It is the least that will do: a figure of the asker's own is enough, in the first of the units, or is not.</param>
    public sealed record Figure(int Number, ImmutableArray<string> Units, bool AtLeast = false) : Claim;
}

/// <summary>One meaning and the words for it.</summary>
/// <param name="Id">Names it in conditions: <c>said.ID</c>.</param>
public sealed record Concept(string Id, ImmutableArray<string> Forms);

/// <summary>All topics of a notice.</summary>
public sealed class TopicSet(ImmutableArray<Topic> topics, ImmutableArray<Concept> concepts)
{
    public static readonly TopicSet Empty = new([], []);

    private readonly Dictionary<string, Topic> byId = topics.ToDictionary(t => t.Id, StringComparer.Ordinal);

    public ImmutableArray<Topic> All { get; } = topics;

    /// <summary>Words that mean the same when people talk about the notice.</summary>
    public ImmutableArray<Concept> Concepts { get; } = concepts;

    public Topic? Find(string id) => byId.GetValueOrDefault(id);
}
