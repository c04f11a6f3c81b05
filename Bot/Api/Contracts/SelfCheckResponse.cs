using System.Collections.Immutable;
using System.ComponentModel;
using Knowledge.Materials;
using Knowledge.Rules;

namespace Bot.Api.Contracts;

/// <summary>What <c>POST /api/self-check</c> answers, and what travels in <c>channelData.selfCheck</c>.</summary>
[Description("The outcome of a self-check.")]
public sealed record SelfCheckResponse(
    Verdict Verdict,
    [property: Description("Id of the notice checked against.")]
    string Notice,
    [property: Description("The day as of which it was checked, in Asia/Shanghai. The verdict is that of the round and does not depend on it.")]
    DateOnly AsOf,
    [property: Description("With not-yet: when the last dated condition will be met (YYYY-MM-DD, or YYYY-MM if the day is not known). Absent if no date follows.")]
    string? EligibleFrom,
    ImmutableArray<WireCriterion> Criteria,
    ImmutableArray<WireMaterial> Materials,
    [property: Description("Profile fields that can still change the verdict.")]
    ImmutableArray<string> Missing,
    [property: Description("What to ask next; absent if no answer can change the verdict or the list of materials.")]
    WireQuestion? NextQuestion,
    ImmutableArray<WireDeadline> Deadlines);

[Description("One condition of the notice and what it came to.")]
public sealed record WireCriterion(string Id, CriterionStatus Status, string Reason, ImmutableArray<WireCitation> Citations);

[Description("One paper on this person's list.")]
public sealed record WireMaterial(
    string Id,
    string Name,
    MaterialStatus Status,
    [property: Description("Where it is uploaded or handed in.")]
    string Where,
    string Note,
    ImmutableArray<WireCitation> Citations);

public sealed record WireQuestion(
    [property: Description("The profile field that the answer goes into.")]
    string Field,
    string Text,
    [property: Description("The answers in the order in which to offer them; empty where a date or an amount is asked for.")]
    ImmutableArray<WireOption> Options);

public sealed record WireOption(
    [property: Description("What to send in the profile: a string, or true or false.")]
    object Value,
    [property: Description("What the button says.")]
    string Text);
