using System.Collections.Immutable;
using Bot.Api.Contracts;
using Dialogs.Flows.Ask;
using Knowledge.Deadlines;
using Knowledge.Materials;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.Api;

/// <summary>The one place where what the assistant knows becomes what others read: HTTP answers and a channel's <c>channelData</c>.</summary>
public static class WireFormat
{
    public static AskResponse From(AskAnswer answer) => new(
        answer.Status,
        answer.Topic,
        answer.Text,
        From(answer.Notice, answer.Citations),
        answer.Suggestions,
        answer.AsOf,
        answer.Notice.Id.Value);

    public static SelfCheckResponse From(SelfCheckResult result) => new(
        result.Verdict,
        result.Notice.Id.Value,
        result.AsOf,
        result.EligibleFrom?.ToString(),
        [.. result.Criteria.Select(c => new WireCriterion(c.Criterion.Id, c.Status, c.Reason, From(result.Notice, c.Citations)))],
        [.. result.Materials.Select(m => From(result.Notice, m))],
        [.. result.Missing.Select(f => f.Id)],
        result.NextQuestion is { } field ? From(field) : null,
        From(result.Notice, result.Deadlines));

    public static ImmutableArray<WireDeadline> From(Notice notice, ImmutableArray<Deadline> deadlines) =>
        [.. deadlines.Select(d => From(notice, d))];

    public static WireDeadline From(Notice notice, Deadline deadline) => new(
        deadline.Id,
        deadline.Name,
        deadline.Opens,
        deadline.Closes,
        deadline.Audience,
        deadline.Derived,
        deadline.Explanation,
        From(notice, deadline.Citations));

    public static ImmutableArray<WireCitation> From(Notice notice, ImmutableArray<Citation> citations) =>
        [.. citations.Select(c => new WireCitation(c.Clause.Label, c.Quote, Url(notice, c.Clause)))];

    /// <summary>The clause on the notice's page, from the root of the site.</summary>
    public static string Url(Notice notice, ClauseRef clause) =>
        $"/notices/{notice.Id.Value}{(notice.Find(clause) is { } found ? $"#{Uri.EscapeDataString(found.Anchor)}" : "")}";

    private static WireMaterial From(Notice notice, MaterialResult material) => new(
        material.Material.Id,
        material.Material.Name,
        material.Status,
        material.Material.Where,
        material.Note,
        From(notice, material.Material.Citations));

    private static WireQuestion From(Field field) => new(
        field.Id,
        field.Question,
        [.. field.Options.Select(o => new WireOption(field.Kind == FieldKind.Flag && bool.TryParse(o.Value, out var flag) ? flag : o.Value, o.Text))]);
}
