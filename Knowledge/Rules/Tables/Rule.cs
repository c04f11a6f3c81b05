using System.Collections.Immutable;

namespace Knowledge.Rules.Tables;

/// <summary>A condition over numbered variables and masks of raw classes.</summary>
internal abstract record Rule
{
    public sealed record Const(bool Value) : Rule;

    public sealed record Atom(int Variable, ulong Mask) : Rule;

    public sealed record All(ImmutableArray<Rule> Parts) : Rule;

    public sealed record Any(ImmutableArray<Rule> Parts) : Rule;

    public sealed record Not(Rule Part) : Rule;

    /// <param name="raw">A raw class for each variable.</param>
    public bool Holds(ReadOnlySpan<int> raw)
    {
        switch (this)
        {
            case Const c: return c.Value;
            case Atom a: return ((a.Mask >> raw[a.Variable]) & 1) == 1;
            case Not n: return !n.Part.Holds(raw);
            case All all:
                foreach (var part in all.Parts) if (!part.Holds(raw)) return false;
                return true;
            case Any any:
                foreach (var part in any.Parts) if (part.Holds(raw)) return true;
                return false;
            default: throw new InvalidOperationException();
        }
    }

    public IEnumerable<Atom> Atoms() => this switch
    {
        Atom atom => [atom],
        Not not => not.Part.Atoms(),
        All all => all.Parts.SelectMany(p => p.Atoms()),
        Any any => any.Parts.SelectMany(p => p.Atoms()),
        _ => [],
    };
}
