using System.Collections.Immutable;
using Bot.State.Conversations;
using Dialogs.Replies;
using Dialogs.Turns;
using Microsoft.Extensions.Options;

namespace Bot.Papers;

/// <summary>Gives the papers that a turn offers their addresses.</summary>
internal sealed class PaperLinks(PaperTickets tickets, IOptions<PapersOptions> options, TimeProvider time) : ITurnRefiner
{
    public ValueTask<Turn> RefineAsync(TurnDraft draft, CancellationToken ct) =>
        draft.Turn.Replies.All(r => r.Papers.IsEmpty) ? new(draft.Turn) : new(LinkAsync(draft, ct));

    private async Task<Turn> LinkAsync(TurnDraft draft, CancellationToken ct)
    {
        var replies = ImmutableArray.CreateBuilder<Reply>(draft.Turn.Replies.Length);
        foreach (var reply in draft.Turn.Replies)
        {
            var links = reply.Links.ToBuilder();
            foreach (var offer in reply.Papers) links.Add(new($"下载{offer.Title}", $"{PapersEndpoint.Path}/{await tickets.SealAsync(TicketOf(draft, reply, offer), ct)}"));
            replies.Add(reply with { Links = links.ToImmutable() });
        }
        return draft.Turn with { Replies = replies.DrainToImmutable() };
    }

    private PaperTicket TicketOf(TurnDraft draft, Reply reply, PaperOffer offer) => new(
        draft.Key.Channel, draft.Key.Id, draft.Sequence, time.GetUtcNow().AddHours(options.Value.HoursKept).ToUnixTimeSeconds(),
        reply.Notice!.Id.Value, offer.Paper, offer.Day, offer.Starts, offer.Facts) { Ends = offer.Ends };
}
