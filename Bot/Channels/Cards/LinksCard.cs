using System.Collections.Immutable;
using Dialogs.Replies;

namespace Bot.Channels.Cards;

/// <summary>The links of a reply as buttons, under its text.</summary>
internal static class LinksCard
{
    public static AdaptiveCard Of(ImmutableArray<ReplyLink> links) => new([]) { Actions = [.. Buttons(links)] };

    public static IEnumerable<CardAction> Buttons(ImmutableArray<ReplyLink> links) => links.Select(l => new OpenUrlAction(l.Title, l.Url));
}
