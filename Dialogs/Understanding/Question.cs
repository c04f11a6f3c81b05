using System.Collections.Immutable;
using Dialogs.Recognizers;
using Knowledge.Questions;
using Knowledge.Rules;

namespace Dialogs.Understanding;

/// <summary>A message, read: what it is about as far as words tell, before any topic is chosen.</summary>
internal sealed record Question
{
    /// <summary>Normalised, with misspelt words of the notice put right.</summary>
    public required string Text { get; init; }

    public required Recognized Recognized { get; init; }

    /// <summary>Ids of the notice's concepts that are named.</summary>
    public required ImmutableHashSet<string> Said { get; init; }

    /// <summary>Ids of the question words used (<c>q_when</c>, …).</summary>
    public required ImmutableHashSet<string> Forms { get; init; }

    /// <summary>What the message itself says of the person asked about.</summary>
    public required Profile Facts { get; init; }

    /// <summary>Fields of which something was said that could be several options, with the pack's note.</summary>
    public required ImmutableDictionary<string, string> Ambiguous { get; init; }

    /// <summary>The parts that ask, in order; one of them if the message is short: the whole.</summary>
    public required ImmutableArray<string> Parts { get; init; }

    /// <summary>True if something is put up to be confirmed: 「是不是…吧」, 「听说…」.</summary>
    public bool Confirms => Forms.Contains("q_is") || Forms.Contains("hearsay");

    /// <summary>Whether something was said of a field, clear or not.</summary>
    public bool Names(string field) => Facts.Knows(field) || Recognized.Choices.Any(c => c.Field == field);

    /// <summary>Whether a topic's needed words are there.</summary>
    public bool Meets(Topic topic) => topic.Needs.IsEmpty || topic.Needs.Any(n => Said.Contains(n) || Names(n));

    /// <summary>The message for the classifier.</summary>
    public required MarkedText Marked { get; init; }

    /// <summary>A part of the message for the classifier.</summary>
    public required Func<string, MarkedText> MarkedPart { get; init; }
}
