using System.Collections.Immutable;
using Bot.Api;
using Bot.Pages;
using Dialogs.Replies;
using Knowledge.Deadlines;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.Channels.Cards;

/// <summary>The outcome of a self-check as a card: verdict, what was understood (each line changeable), each condition, the papers to tick off, dates, what next.</summary>
internal static class OutcomeCard
{
    /// <summary>All in one card, for the page.</summary>
    public static AdaptiveCard Of(Outcome outcome, ImmutableArray<ReplyLink> links) => Of(outcome, links, CardTarget.Page, withPapers: true);

    /// <param name="withPapers">False: the papers are a card of their own (<see cref="ChecklistCard"/>).</param>
    public static AdaptiveCard Of(Outcome outcome, ImmutableArray<ReplyLink> links, CardTarget target, bool withPapers)
    {
        var result = outcome.Result;
        return new AdaptiveCard(
        [
            Verdict(outcome, target),
            .. Tips(outcome),
            .. Section("facts", "您的情况", "点“改”可以更正", [.. outcome.Understood.Select(f => Fact(f, target))], target, open: false),
            .. Section("criteria", "逐项看", null, [.. result.Criteria.Where(c => c.Status != CriterionStatus.NotApplicable).Select(c => Criterion(result.Notice, c, target))], target, open: true),
            .. Section("materials", ChecklistCard.Title(outcome), ChecklistCard.Hint, withPapers ? [.. ChecklistCard.Papers(outcome, target)] : [], target, open: true),
            .. Section("dates", "时间", null, [.. result.Deadlines.Select(d => Date(d, result.AsOf))], target, open: false),
            .. withPapers && outcome.Question is { } question ? [new TextBlock(question) { Weight = TextWeight.Bolder, Separator = true, Spacing = Spacing.Medium }] : (IEnumerable<CardElement>)[],
        ])
        {
            Actions = [.. LinksCard.Buttons(links, target), new OpenUrlAction("看通知原文", target.Link($"/notices/{result.Notice.Id.Value}"))],
            Speak = outcome.Headline,
            FallbackText = outcome.Headline,
        };
    }

    private static Container Verdict(Outcome outcome, CardTarget target) => new(
    [
        new TextBlock(Mark(outcome.Result.Verdict) + (outcome.Of is { } whose ? $"{whose}的自查结果" : "自查结果")) { Size = TextSize.Small, Weight = TextWeight.Bolder, Color = Tone(outcome.Result.Verdict) },
        new TextBlock(outcome.Headline) { Size = target.Headings.Verdict, Weight = TextWeight.Bolder, Style = TextStyle.Heading, Spacing = Spacing.Small },
        new TextBlock($"初步自查，以审核为准 · 依据{outcome.Result.Notice.ShortName} · {Dates.Day(outcome.Result.AsOf)}") { Size = TextSize.Small, IsSubtle = true, Spacing = Spacing.Small },
    ])
    {
        Bleed = true,
        Style = outcome.Result.Verdict switch
        {
            Knowledge.Rules.Verdict.Eligible => ContainerStyle.Good,
            Knowledge.Rules.Verdict.Ineligible => ContainerStyle.Attention,
            Knowledge.Rules.Verdict.Incomplete => ContainerStyle.Emphasis,
            _ => ContainerStyle.Warning,
        },
    };

    private static IEnumerable<CardElement> Tips(Outcome outcome) =>
        outcome.Tips.Select((tip, i) => (CardElement)new TextBlock(tip) { Spacing = i == 0 ? Spacing.Medium : Spacing.Small });

    // A heading that opens and closes what is under it.
    private static IEnumerable<CardElement> Section(string id, string title, string? hint, ImmutableArray<CardElement> items, CardTarget target, bool open)
    {
        if (items.IsEmpty) yield break;
        yield return new ColumnSet(
        [
            new([new TextBlock(title) { Size = target.Headings.Section, Weight = TextWeight.Bolder, Style = TextStyle.Heading }]) { Width = "stretch", SelectAction = Toggle() },
            new([new TextBlock("▾") { Id = $"{id}-open", IsVisible = open, IsSubtle = true }, new TextBlock("▸") { Id = $"{id}-closed", IsVisible = !open, IsSubtle = true }]) { Width = "auto", SelectAction = Toggle() },
        ])
        { Separator = true, Spacing = Spacing.Medium };
        yield return new Container([.. hint is null ? (IEnumerable<CardElement>)[] : [new TextBlock(hint) { Size = TextSize.Small, IsSubtle = true }], .. items])
        {
            Id = id,
            IsVisible = open,
            Spacing = Spacing.Small,
        };

        ToggleAction Toggle() => new($"展开或收起：{title}", [id, $"{id}-open", $"{id}-closed"]);
    }

    private static ColumnSet Fact(UnderstoodFact fact, CardTarget target) => new(
    [
        new([new TextBlock(fact.Label) { IsSubtle = true, Size = TextSize.Small }, new TextBlock(fact.Value) { Spacing = Spacing.None }]) { Width = "stretch" },
        new([new TextBlock("改") { Color = TextColor.Accent, Weight = TextWeight.Bolder }])
        {
            Width = "auto",
            VerticalContentAlignment = Alignment.Center,
            SelectAction = target.Press($"改一下{fact.Label}", $"改一下{fact.Label}"),
        },
    ])
    { Spacing = Spacing.Small };

    private static ColumnSet Criterion(Notice notice, CriterionResult c, CardTarget target) => new(
    [
        new([new TextBlock(OutcomeText.Sign(c.Status)) { Color = Tone(c.Status), Weight = TextWeight.Bolder }]) { Width = "auto" },
        new(
        [
            new TextBlock($"{c.Criterion.Name} · {OutcomeText.Word(c.Status)}") { Weight = TextWeight.Bolder, Color = Tone(c.Status) },
            new TextBlock(c.Reason) { Spacing = Spacing.None },
            .. Links(notice, c.Citations, target),
        ])
        { Width = "stretch" },
    ])
    { Spacing = Spacing.Small };

    public static IEnumerable<CardElement> Links(Notice notice, ImmutableArray<Citation> citations, CardTarget target)
    {
        var links = citations.Select(c => c.Clause).Distinct().Select(c => $"[{c.Label}]({target.Link(WireFormat.Url(notice, c))})");
        if (!citations.IsEmpty) yield return new TextBlock($"依据条款：{string.Join(" · ", links)}") { Size = TextSize.Small, IsSubtle = true, Spacing = Spacing.None };
    }

    private static ColumnSet Date(Deadline deadline, DateOnly today) => new(
    [
        new(
        [
            new TextBlock(deadline.Name + (deadline.Derived ? "（推算）" : "")) { Weight = TextWeight.Bolder },
            new TextBlock($"{Dates.Window(deadline)} · {Dates.State(deadline, today)}") { Size = TextSize.Small, Spacing = Spacing.None, IsSubtle = deadline.PhaseOn(today) == DeadlinePhase.After ? true : null },
        ])
        { Width = "stretch" },
    ])
    { Spacing = Spacing.Small };

    private static string Mark(Verdict verdict) => verdict switch
    {
        Knowledge.Rules.Verdict.Eligible => "✓ ",
        Knowledge.Rules.Verdict.Ineligible => "✗ ",
        Knowledge.Rules.Verdict.Incomplete => "？ ",
        _ => "！ ",
    };

    private static TextColor Tone(Verdict verdict) => verdict switch
    {
        Knowledge.Rules.Verdict.Eligible => TextColor.Good,
        Knowledge.Rules.Verdict.Ineligible => TextColor.Attention,
        Knowledge.Rules.Verdict.Incomplete => TextColor.Default,
        _ => TextColor.Warning,
    };

    private static TextColor Tone(CriterionStatus status) => status switch
    {
        CriterionStatus.Met => TextColor.Good,
        CriterionStatus.Unmet => TextColor.Attention,
        CriterionStatus.Pending or CriterionStatus.Review => TextColor.Warning,
        _ => TextColor.Default,
    };
}
