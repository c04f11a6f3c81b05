using System.Collections.Immutable;

namespace Knowledge.Rules.Tables;

/// <summary>
/// The values of one field as at most 64 numbered raw classes, so that a set of values is a bit mask: an option each, or, for dates and amounts, the
/// ranges between the points at which some rule changes its mind.
/// </summary>
internal abstract class FieldDomain
{
    public abstract int Count { get; }

    public ulong All => Count == 64 ? ulong.MaxValue : (1UL << Count) - 1;

    /// <summary>The classes that a told value may lie in; <see cref="All"/> if it tells nothing.</summary>
    public abstract ulong MaskOf(FactValue? value);

    /// <summary>The classes in which a condition on this field holds.</summary>
    public abstract ulong MaskOf(Condition atom);

    public static FieldDomain Of(Field field, IReadOnlyCollection<Condition> atoms) => field.Kind switch
    {
        FieldKind.Date => new DateDomain(atoms.OfType<Condition.Between>().Where(a => a.Field == field.Id)),
        FieldKind.Amount => new AmountDomain(atoms.OfType<Condition.Within>().Where(a => a.Field == field.Id)),
        _ => new OptionDomain([.. field.Options.Select(o => o.Value)]),
    };

    private sealed class OptionDomain(ImmutableArray<string> values) : FieldDomain
    {
        public override int Count => values.Length;

        public override ulong MaskOf(FactValue? value) => value is FactValue.Choice or FactValue.Flag && values.IndexOf(value.ToString()!) is >= 0 and var i ? 1UL << i : All;

        public override ulong MaskOf(Condition atom) => ((Condition.OneOf)atom).Values.Aggregate(0UL, (mask, v) => values.IndexOf(v) is >= 0 and var i ? mask | (1UL << i) : mask);
    }

    /// <summary>Class i reaches from cut i-1 (its first day) to the day before cut i.</summary>
    private sealed class DateDomain(IEnumerable<Condition.Between> ranges) : FieldDomain
    {
        private readonly DateOnly[] _cuts = [.. ranges
            .SelectMany(r => new[] { r.From, r.To is { } to && to < DateOnly.MaxValue ? to.AddDays(1) : null })
            .OfType<DateOnly>().Distinct().Order()];

        public override int Count => _cuts.Length + 1;

        public override ulong MaskOf(FactValue? value) => value is FactValue.Date date ? Between(date.Value.First, date.Value.Last) : All;

        public override ulong MaskOf(Condition atom)
        {
            var range = (Condition.Between)atom;
            var (from, to) = (range.From ?? DateOnly.MinValue, range.To ?? DateOnly.MaxValue);
            return to < from ? 0 : Between(from, to);
        }

        private ulong Between(DateOnly first, DateOnly last) => Bits(ClassOf(first), ClassOf(last));

        private int ClassOf(DateOnly day)
        {
            var i = 0;
            while (i < _cuts.Length && _cuts[i] <= day) i++;
            return i;
        }
    }

    /// <summary>A cut lies just before a value or just after it, so that a bound is a class of its own where two rules need it.</summary>
    private sealed class AmountDomain(IEnumerable<Condition.Within> ranges) : FieldDomain
    {
        private readonly (decimal Value, bool After)[] _cuts = [.. ranges
            .SelectMany(r => new (decimal, bool)?[] { r.AtLeast is { } least ? (least, false) : null, r.AtMost is { } most ? (most, true) : null })
            .OfType<(decimal, bool)>().Distinct().Order()];

        public override int Count => _cuts.Length + 1;

        public override ulong MaskOf(FactValue? value) => value is FactValue.Amount amount ? 1UL << _cuts.Count(c => c.Value < amount.Value || (c.Value == amount.Value && !c.After)) : All;

        public override ulong MaskOf(Condition atom)
        {
            var range = (Condition.Within)atom;
            var from = range.AtLeast is { } least ? Array.IndexOf(_cuts, (least, false)) + 1 : 0;
            var to = range.AtMost is { } most ? Array.IndexOf(_cuts, (most, true)) : _cuts.Length;
            return to < from ? 0 : Bits(from, to);
        }
    }

    private static ulong Bits(int from, int to) => (to >= 63 ? ulong.MaxValue : (1UL << (to + 1)) - 1) & ~((1UL << from) - 1);
}
