using System.Collections.Immutable;

namespace Knowledge.Rules;

/// <summary>
/// A statement about a person (and, in answers, about the day and the question) that is true, false, or cannot be told yet. Written in packs as a
/// mapping whose entries must all hold:
/// <list type="bullet">
/// <item><c>field: value</c>, <c>field: [a, b]</c>: one of these values; <c>field: {at_least: x}</c>, <c>{at_most: x}</c> by the field's order</item>
/// <item><c>amount: {at_least: 1, at_most: 3000}</c>, both inclusive</item>
/// <item><c>date: {from: D, to: D}</c>, both inclusive; D is a date, or the id of a deadline and stands for its last day</item>
/// <item><c>date: {reaches: {years: 1, by: D}}</c>: one full year from that date is over on D (months likewise)</item>
/// <item><c>all: [..]</c>, <c>any: [..]</c>, <c>not: {..}</c>, <c>known: [keys]</c>, <c>unknown: [keys]</c></item>
/// <item>where the day is known: <c>phase.deadline-id: open</c>, <c>criterion.id: met</c>, <c>verdict: eligible</c>, and keys that a caller adds</item>
/// </list>
/// </summary>
public abstract record Condition
{
    private Condition() { }

    /// <summary>True where every part certainly is, false where one certainly is not.</summary>
    public sealed record All(ImmutableArray<Condition> Parts) : Condition;

    public sealed record Any(ImmutableArray<Condition> Parts) : Condition;

    public sealed record Not(Condition Part) : Condition;

    /// <summary>A choice is one of these options; for a flag the values are <c>true</c> and <c>false</c>.</summary>
    public sealed record OneOf(string Field, ImmutableArray<string> Values) : Condition;

    /// <summary>A date lies in this range, both ends inclusive; null: open.</summary>
    public sealed record Between(string Field, DateOnly? From, DateOnly? To) : Condition;

    /// <summary>An amount lies in this range, both ends inclusive; null: open.</summary>
    public sealed record Within(string Field, decimal? AtLeast, decimal? AtMost) : Condition;

    /// <summary>Whether something is known at all. Never unknown itself. Not for criteria and materials.</summary>
    public sealed record Known(string Key) : Condition;

    /// <summary>A value of the moment or of the question, by its key, e.g. <c>phase.x</c>. Not for criteria and materials.</summary>
    public sealed record Scoped(string Key, ImmutableArray<string> Values) : Condition;

    /// <summary>Kleene's strong three-valued logic over what the scope knows.</summary>
    public Truth Evaluate(ConditionScope scope) => this switch
    {
        All all => Least(all.Parts, scope),
        Any any => Greatest(any.Parts, scope),
        Not not => Negate(not.Part.Evaluate(scope)),
        OneOf one => scope.Fact(one.Field)?.ToString() is { } value ? Of(one.Values.Contains(value)) : Truth.Unknown,
        Between range => scope.Fact(range.Field) is FactValue.Date date ? Inside(range, date.Value) : Truth.Unknown,
        Within range => scope.Fact(range.Field) is FactValue.Amount amount ? Of(Holds(range, amount.Value)) : Truth.Unknown,
        Known known => Of(scope.Knows(known.Key)),
        Scoped scoped => scope.Text(scoped.Key) is { } text ? Of(scoped.Values.Contains(text)) : Truth.Unknown,
        _ => throw new InvalidOperationException(GetType().Name),
    };

    internal static bool Holds(Within range, decimal value) => !(value < range.AtLeast) && !(value > range.AtMost);

    private static Truth Inside(Between range, PartialDate date)
    {
        if (date.Last < range.From || date.First > range.To) return Truth.False;
        return (range.From is null || range.From <= date.First) && (range.To is null || date.Last <= range.To) ? Truth.True : Truth.Unknown;
    }

    private static Truth Of(bool value) => value ? Truth.True : Truth.False;

    private static Truth Negate(Truth truth) => truth switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown };

    private static Truth Least(ImmutableArray<Condition> parts, ConditionScope scope)
    {
        var result = Truth.True;
        foreach (var part in parts)
        {
            var truth = part.Evaluate(scope);
            if (truth == Truth.False) return truth;
            if (truth == Truth.Unknown) result = truth;
        }
        return result;
    }

    private static Truth Greatest(ImmutableArray<Condition> parts, ConditionScope scope)
    {
        var result = Truth.False;
        foreach (var part in parts)
        {
            var truth = part.Evaluate(scope);
            if (truth == Truth.True) return truth;
            if (truth == Truth.Unknown) result = truth;
        }
        return result;
    }
}
