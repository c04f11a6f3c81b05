using System.Collections.Immutable;
using Dialogs.Flows.Ask;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Replies;

/// <summary>A numbered choice under a reply.</summary>
/// <param name="Title">What the button says.</param>
/// <param name="Value">What pressing it says, as if the person had written it.</param>
public sealed record Choice(string Title, string Value);

/// <summary>A paper that can be fetched ready to be filled in.</summary>
/// <param name="Paper">Its id in the notice.</param>
/// <param name="Day">The day on which it is offered.</param>
/// <param name="Starts">The day, named by the person, on which the period that the paper announces begins; null: none was named.</param>
/// <param name="Facts">What is known of the person, as far as the paper shows it.</param>
public sealed record PaperOffer(string Paper, string Title, DateOnly Day, DateOnly? Starts, Profile Facts)
{
    /// <summary>The day, named by the person, on which that period ends; null: none was named.</summary>
    public DateOnly? Ends { get; init; }
}

/// <summary>What the two buttons under an answer say.</summary>
public sealed record RatingOffer(string Useful, string Useless);

/// <summary>An address to open.</summary>
/// <param name="Title">What the button says.</param>
/// <param name="Url">Whole, or from the root of this site (<c>/…</c>): a channel outside of its pages puts the site's public address before it.</param>
public sealed record ReplyLink(string Title, string Url);

/// <summary>One message to the person, free of any channel. Channels render it as text with citations, as a card, or as plain text with numbered choices.</summary>
public sealed record Reply
{
    /// <summary>Plain text; line breaks are kept; no markup.</summary>
    public required string Text { get; init; }

    public ImmutableArray<Citation> Citations { get; init; } = [];

    public ImmutableArray<Choice> Choices { get; init; } = [];

    /// <summary>Papers that the person may fetch, ready to be filled in; the shell makes <see cref="Links"/> of them.</summary>
    public ImmutableArray<PaperOffer> Papers { get; init; } = [];

    /// <summary>
    /// Addresses that go with the reply. Empty where the conversation logic ends: the shell fills it before a channel renders the reply. A channel shows each
    /// as a button that opens the address or, in plain text, as a line <c>title：address</c> under the text.
    /// </summary>
    public ImmutableArray<ReplyLink> Links { get; init; } = [];

    /// <summary>Stands in <see cref="Text"/> for the person's number, which the shell knows.</summary>
    public const string NumberMark = "〔编号〕";

    /// <summary>True: the shell puts the person's number in the place of <see cref="NumberMark"/>.</summary>
    public bool TellsNumber { get; init; }

    /// <summary>True: what was asked for goes on in the person's own chat only. A channel that can shows the way there.</summary>
    public bool InPersonalChat { get; init; }

    /// <summary>The notice that the citations are from; null: none is concerned.</summary>
    public Notice? Notice { get; init; }

    /// <summary>True: the dates are offered as a calendar file; the shell adds the addresses.</summary>
    public bool Calendar { get; init; }

    /// <summary>Set on an answer to a question (also declined, clarify, chitchat).</summary>
    public AskAnswer? Ask { get; init; }

    /// <summary>Set on an answer of which the person may say whether it helped. For a quiet pair of buttons, where a channel has such; words do as well.</summary>
    public RatingOffer? Rating { get; init; }

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
    string? Of)
{
    /// <summary>A question whose answer makes the list of papers more exact; its choices are those of the reply. Null: none is left. It is no part of a receipt.</summary>
    public string? Question { get; init; }
}

public sealed record UnderstoodFact(string Field, string Label, string Value);
