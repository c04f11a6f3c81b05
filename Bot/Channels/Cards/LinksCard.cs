using System.Collections.Immutable;
using Dialogs.Replies;

namespace Bot.Channels.Cards;

/// <summary>The links of a reply as buttons, under its text.</summary>
internal static class LinksCard
{
    public static AdaptiveCard Of(ImmutableArray<ReplyLink> links, CardTarget target) =>
        new([]) { Actions = [.. Buttons(links, target)], Speak = Titles(links), FallbackText = Titles(links) };

    private static string Titles(ImmutableArray<ReplyLink> links) => string.Join("，", links.Select(l => l.Title));

    public static IEnumerable<CardAction> Buttons(ImmutableArray<ReplyLink> links, CardTarget target) =>
        links.Select(l => new OpenUrlAction(l.Title, l.Url.StartsWith('/') ? target.Link(l.Url) : l.Url));
}
