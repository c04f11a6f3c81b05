namespace Bot.Channels.Cards;

/// <summary>What differs between the places where a card is shown.</summary>
/// <param name="Link">Makes an address that can be followed from there, of a path from the root of the site.</param>
/// <param name="Press">Title, and what pressing says in the chat.</param>
/// <param name="Tick">Title, and what pressing says; where possible the card is exchanged and nothing appears in the chat.</param>
internal sealed record CardTarget(Func<string, string> Link, Func<string, string, CardAction> Press, Func<string, string, CardAction> Tick)
{
    /// <summary>The verdict's own size, and that of the headings below it; null: as the place shows headings.</summary>
    public (TextSize Verdict, TextSize? Section) Headings { get; init; } = (TextSize.Medium, null);

    /// <summary>Verb of the action that ticks a paper.</summary>
    public const string TickVerb = "tick";

    /// <summary>Verb of the action that brings the card as it would be now.</summary>
    public const string RefreshVerb = "refresh";

    /// <summary>Web Chat in the page of this site.</summary>
    public static readonly CardTarget Page = new(static path => path, Submit, Submit);

    /// <summary>Teams, and whoever speaks its protocol. A press carries no <c>msteams</c> data: m365agentsplayground fails on it, and the reply repeats what was picked.</summary>
    public static CardTarget Teams(Func<string, string> link) => new(
        link, Submit, static (title, say) => new ExecuteAction(title, TickVerb, new(say), Submit(title, say)))
    {
        // Teams draws headings larger than the verdict itself.
        Headings = (TextSize.Large, TextSize.Default),
    };

    private static SubmitAction Submit(string title, string say) => new(title, new(say));
}
