using System.Collections.Immutable;

namespace Knowledge.Rules;

/// <summary>What is known of one person, by field id. A field that is absent is unknown. Immutable; compared by content.</summary>
public sealed class Profile : IEquatable<Profile>
{
    public static readonly Profile Empty = new(ImmutableSortedDictionary.Create<string, FactValue>(StringComparer.Ordinal));

    private Profile(ImmutableSortedDictionary<string, FactValue> facts) => Facts = facts;

    public ImmutableSortedDictionary<string, FactValue> Facts { get; }

    public FactValue? this[string field] => Facts.GetValueOrDefault(field);

    public bool Knows(string field) => Facts.ContainsKey(field);

    public Profile With(string field, FactValue value) => new(Facts.SetItem(field, value));

    public Profile Without(string field) => Facts.ContainsKey(field) ? new(Facts.Remove(field)) : this;

    /// <summary>These facts, with those of <paramref name="newer"/> over them.</summary>
    public Profile Over(Profile newer) => newer.Facts.IsEmpty ? this : new(Facts.SetItems(newer.Facts));

    public bool Equals(Profile? other) =>
        other is not null && Facts.Count == other.Facts.Count && Facts.All(f => f.Value == other[f.Key]);

    public override bool Equals(object? obj) => Equals(obj as Profile);

    public override int GetHashCode() => Facts.Aggregate(0, (hash, f) => HashCode.Combine(hash, f.Key, f.Value));
}
