using System.Collections.Immutable;
using Dialogs.Replies;
using Knowledge.Notices;

namespace Bot.Channels.Cards;

/// <summary>What a printed outcome says besides <c>channelData.selfCheck</c>: the facts given, in words, and which state of the notice it was checked against.</summary>
internal sealed record Receipt(
    string Headline,
    string? Of,
    ImmutableArray<UnderstoodFact> Understood,
    ImmutableArray<ReceiptCriterion> Criteria,
    ImmutableArray<string> Done,
    ImmutableArray<string> Tips,
    string Notice,
    string Issuer,
    string Version,
    string Contact,
    DateTimeOffset Printed)
{
    public static Receipt From(Outcome outcome, DateTimeOffset now)
    {
        var notice = outcome.Result.Notice;
        return new(
            outcome.Headline,
            outcome.Of,
            outcome.Understood,
            [.. outcome.Result.Criteria.Select(c => new ReceiptCriterion(c.Criterion.Id, c.Criterion.Name))],
            outcome.Done,
            outcome.Tips,
            notice.Title,
            notice.Issuer,
            notice.Version,
            ContactOf(notice),
            now.ToOffset(TimeSpan.FromHours(8)));
    }

    private static string ContactOf(Notice notice) => $"{notice.Contact.Office} {notice.Contact.Phone}";
}

internal sealed record ReceiptCriterion(string Id, string Name);
