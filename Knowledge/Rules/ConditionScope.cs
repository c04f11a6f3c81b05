using System.Collections.Immutable;
using Knowledge.Notices;

namespace Knowledge.Rules;

/// <summary>
/// What conditions and templates are read against: a person's facts, a notice and a day, and whatever a caller adds under keys of its own
/// (declared to the loader as <see cref="ScopeKey"/>). Not thread-safe; made for one question.
/// </summary>
public sealed class ConditionScope(Notice notice, Profile profile, DateOnly day)
{
    private SelfCheckResult? _check;

    public Notice Notice { get; } = notice;

    public Profile Profile { get; } = profile;

    public DateOnly Day { get; } = day;

    /// <summary>Values by key, e.g. <c>asked.x</c>: what a question itself says. Absent: unknown.</summary>
    public ImmutableDictionary<string, string> Values { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The self-check of these facts on this day, worked out when first wanted.</summary>
    public SelfCheckResult Check => _check ??= SelfCheck.Evaluate(Notice, Profile, Day);

    /// <summary>The value of a field: what follows from other facts, else what was told, else what it counts as where it is not asked. Null: unknown.</summary>
    public FactValue? Fact(string id)
    {
        if (Notice.Field(id) is not { } field) return null;
        foreach (var implied in field.Implied) if (implied.When.Evaluate(this) == Truth.True) return implied.Value;
        if (Profile[id] is { } told) return told;
        return field.Unasked is { } unasked && field.AskedOf?.Evaluate(this) == Truth.False ? unasked : null;
    }

    public bool Knows(string key) => Notice.Field(key) is null ? Text(key) is not null : Fact(key) is not null;

    /// <summary>The value under a scope key, as conditions write it; null: unknown.</summary>
    public string? Text(string key)
    {
        if (Values.TryGetValue(key, out var value)) return value;
        if (key == ScopeKey.Verdict) return WireNames.Of(Check.Verdict);
        if (key.StartsWith(ScopeKey.Phase, StringComparison.Ordinal) && Notice.Deadline(key[ScopeKey.Phase.Length..]) is { } deadline)
            return WireNames.Of(deadline.PhaseOn(Day));
        if (key.StartsWith(ScopeKey.Criterion, StringComparison.Ordinal) && Check.Criteria.FirstOrDefault(c => c.Criterion.Id == key[ScopeKey.Criterion.Length..]) is { } criterion)
            return WireNames.Of(criterion.Status);
        return null;
    }
}

/// <summary>A key beyond the fields that conditions of answers may test.</summary>
/// <param name="Allowed">The values that it may have; empty: any.</param>
public sealed record ScopeKey(string Key, ImmutableArray<string> Allowed)
{
    public const string Verdict = "verdict";
    public const string Phase = "phase.";
    public const string Criterion = "criterion.";
}
