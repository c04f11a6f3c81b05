using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Bot.Api.Contracts;

[Description("A window of whole days in Asia/Shanghai; it is open on both its first and its last day.")]
public sealed record WireDeadline(
    string Id,
    string Name,
    [property: Description("First day; null if no opening day is stated."), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    DateOnly? Opens,
    [property: Description("Last day.")]
    DateOnly Closes,
    [property: Description("Whose it is.")]
    ImmutableArray<string> Audience,
    [property: Description("True: worked out from other dates and a counted period, not written in the notice.")]
    bool Derived,
    [property: Description("How it was counted, day by day, or where it is stated.")]
    string Explanation,
    ImmutableArray<WireCitation> Citations);
