using System.Collections.Immutable;

namespace Knowledge.Rules.Tables;

/// <summary>
/// Turns conditions on fields into rules on raw variables. What follows from other facts, and what an untold value counts as where it is not asked, is
/// written out, so that each variable is just what was told. Variable i is field i; variable n+i says whether field i was told (0 yes, 1 no).
/// </summary>
internal sealed class RuleCompiler
{
    private readonly ImmutableArray<Field> _fields;
    private readonly FieldDomain[] _domains;

    public RuleCompiler(ImmutableArray<Field> fields, IEnumerable<Condition?> conditions)
    {
        _fields = fields;
        var atoms = conditions.Concat(fields.Select(f => f.AskedOf)).Concat(fields.SelectMany(f => f.Implied.Select(i => i.When))).SelectMany(Atoms).ToList();
        _domains = [.. fields.Select(f => FieldDomain.Of(f, atoms))];
    }

    /// <summary>One for each field.</summary>
    public IReadOnlyList<FieldDomain> Domains => _domains;

    public int VariableCount => 2 * _fields.Length;

    public int RawCount(int variable) => variable < _fields.Length ? _domains[variable].Count : 2;

    /// <summary>Null: always.</summary>
    public Rule Compile(Condition? condition) => condition switch
    {
        null => new Rule.Const(true),
        Condition.All all => new Rule.All([.. all.Parts.Select(Compile)]),
        Condition.Any any => new Rule.Any([.. any.Parts.Select(Compile)]),
        Condition.Not not => new Rule.Not(Compile(not.Part)),
        Condition.OneOf one => Effective(one.Field, one),
        Condition.Between range => Effective(range.Field, range),
        Condition.Within range => Effective(range.Field, range),
        _ => throw new InvalidOperationException($"{condition.GetType().Name} cannot decide a criterion or a material."),
    };

    private Rule Effective(string id, Condition atom)
    {
        var index = _fields.IndexOf(_fields.First(f => f.Id == id));
        var (field, domain) = (_fields[index], _domains[index]);
        var mask = domain.MaskOf(atom);
        Rule rule = new Rule.Atom(index, mask);
        if (field.Unasked is { } unasked)
        {
            var asked = Compile(field.AskedOf);
            var untold = new Rule.Any([new Rule.All([asked, rule]), new Rule.All([new Rule.Not(asked), Is(domain, unasked, mask)])]);
            rule = new Rule.Any([new Rule.All([new Rule.Atom(_fields.Length + index, 1), rule]), new Rule.All([new Rule.Atom(_fields.Length + index, 2), untold])]);
        }
        foreach (var implied in field.Implied.Reverse())
        {
            var when = Compile(implied.When);
            rule = new Rule.Any([new Rule.All([when, Is(domain, implied.Value, mask)]), new Rule.All([new Rule.Not(when), rule])]);
        }
        return rule;
    }

    private static Rule.Const Is(FieldDomain domain, FactValue value, ulong mask) => new((domain.MaskOf(value) & ~mask) == 0);

    internal static IEnumerable<Condition> Atoms(Condition? condition) => condition switch
    {
        null => [],
        Condition.All all => all.Parts.SelectMany(Atoms),
        Condition.Any any => any.Parts.SelectMany(Atoms),
        Condition.Not not => Atoms(not.Part),
        _ => [condition],
    };

    internal static string? FieldOf(Condition atom) => atom switch
    {
        Condition.OneOf one => one.Field,
        Condition.Between range => range.Field,
        Condition.Within range => range.Field,
        _ => null,
    };
}
