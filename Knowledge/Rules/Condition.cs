namespace Knowledge.Rules;

/// <summary>
/// A statement about a profile that is true, false, or cannot be told yet. Written in packs as a mapping, e.g.
/// <c>{education: [a, b], study_mode: x}</c> (all must hold, a list is "one of"), <c>{any: [..]}</c>, <c>{all: [..]}</c>, <c>{not: {..}}</c>,
/// <c>{level: {at_least: x}}</c>, <c>{amount: {at_most: 3000}}</c>, <c>{date: {reaches: {years: 1, by: deadline-id}}}</c>.
/// </summary>
public abstract record Condition
{
    private protected Condition() { }
}
