using System.Collections.Immutable;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Knowledge.Questions;

/// <summary>What is said when a question is recognised as this topic's.</summary>
public enum TopicKind
{
    /// <summary>The notice says it.</summary>
    Answer,

    /// <summary>The notice does not say it, though people ask: declined, with the contact.</summary>
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

    /// <summary>The deadline that this topic is about; answers after its close begin by saying so. Null: time does not matter to it.</summary>
    public string? Window { get; init; }

    /// <summary>Ids of topics offered next.</summary>
    public ImmutableArray<string> Next { get; init; } = [];
}

/// <param name="When">Over the asker's facts and the question's own values; null: always.</param>
/// <param name="Text">A Liquid template: the answer in the assistant's own words, never the quote.</param>
public sealed record AnswerCase(Condition? When, string Text, ImmutableArray<Citation> Citations);

/// <summary>All topics of a notice.</summary>
public sealed class TopicSet(ImmutableArray<Topic> topics, ImmutableArray<Concept> concepts)
{
    public static readonly TopicSet Empty = new([], []);

    public ImmutableArray<Topic> All { get; } = topics;

    /// <summary>Words that mean the same when people talk about the notice.</summary>
    public ImmutableArray<Concept> Concepts { get; } = concepts;

    public Topic? Find(string id) => All.FirstOrDefault(t => t.Id == id);
}

/// <summary>One meaning and the words for it.</summary>
/// <param name="Id">Names it in conditions: <c>said.ID</c>.</param>
public sealed record Concept(string Id, ImmutableArray<string> Forms);
