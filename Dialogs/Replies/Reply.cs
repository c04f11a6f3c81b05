using System.Collections.Immutable;
using Dialogs.Flows.Ask;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Replies;

/// <summary>A numbered choice under a reply.</summary>
/// <param name="Title">What the button says.</param>
/// <param name="Value">What pressing it says, as if the person had written it.</param>
public sealed record Choice(string Title, string Value);

/// <summary>One message to the person, free of any channel. Channels render it as text with citations, as a card, or as plain text with numbered choices.</summary>
public sealed record Reply
{
    /// <summary>Plain text; line breaks are kept; no markup.</summary>
    public required string Text { get; init; }

    public ImmutableArray<Citation> Citations { get; init; } = [];

    public ImmutableArray<Choice> Choices { get; init; } = [];

    /// <summary>The notice that the citations are from; null: none is concerned.</summary>
    public Notice? Notice { get; init; }

    /// <summary>Set on an answer to a question (also declined, clarify, chitchat).</summary>
    public AskAnswer? Ask { get; init; }

    /// <summary>Set on every reply inside a self-check.</summary>
    public SelfCheckResult? SelfCheck { get; init; }

    /// <summary>Set on the reply that brings the outcome of a self-check: what the card shows.</summary>
    public Outcome? Outcome { get; init; }
}

/// <summary>The outcome of a self-check, in sections, for cards, plain text and the printed receipt.</summary>
/// <param name="Headline">The verdict in a sentence.</param>
/// <param name="Understood">What was understood: field, label, value in words.</param>
/// <param name="Done">Ids of materials ticked off.</param>
/// <param name="Tips">Dates that matter, the tip about the last day, what to do next: a sentence each.</param>
/// <param name="Of">Whose check it is; null: the person's own.</param>
public sealed record Outcome(
    SelfCheckResult Result,
    string Headline,
    ImmutableArray<UnderstoodFact> Understood,
    ImmutableArray<string> Done,
    ImmutableArray<string> Tips,
    string? Of);

public sealed record UnderstoodFact(string Field, string Label, string Value);
