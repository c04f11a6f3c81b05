using System.Collections.Immutable;
using Knowledge.Materials;
using Knowledge.Notices;

namespace Knowledge.Rules.Tables;

/// <summary>All rules of a notice, compiled once.</summary>
internal sealed class RulePlan
{
    private readonly Notice _notice;
    private readonly RuleCompiler _compiler;
    private readonly ImmutableArray<ImmutableArray<RuleTable?>> _cases;

    public RulePlan(Notice notice)
    {
        _notice = notice;
        _compiler = new RuleCompiler(notice.Fields, [.. notice.Criteria.SelectMany(c => c.Cases.Select(x => x.When)), .. notice.Materials.SelectMany(m => new[] { m.RequiredWhen, m.IfAvailableWhen })]);
        CriteriaOrNull = [.. notice.Criteria.Select(c => RuleTable.Build([.. c.Cases.Select(x => _compiler.Compile(x.When))], _compiler))];
        MaterialsOrNull = [.. notice.Materials.Select(m => RuleTable.Build([_compiler.Compile(m.RequiredWhen), m.IfAvailableWhen is null ? new Rule.Const(false) : _compiler.Compile(m.IfAvailableWhen)], _compiler))];
        _cases = [.. notice.Criteria.Select(c => c.Cases.Select(x => RuleTable.Build([_compiler.Compile(x.When)], _compiler)).ToImmutableArray())];
        Asked = [.. notice.Fields.Select(f => RuleTable.Build([_compiler.Compile(f.AskedOf)], _compiler)!)];
        Severities = [.. notice.Criteria.Select(c => c.Cases.Select(x => SeverityOf(x.Status)).Append((byte)0).ToArray())];
    }

    /// <summary>Null where a table would be too large; the loader refuses that.</summary>
    public ImmutableArray<RuleTable?> CriteriaOrNull { get; }

    public ImmutableArray<RuleTable?> MaterialsOrNull { get; }

    public IReadOnlyList<RuleTable> Criteria => CriteriaOrNull!;

    /// <summary>Case 0 is required, 1 if available, 2 not wanted.</summary>
    public IReadOnlyList<RuleTable> Materials => MaterialsOrNull!;

    /// <summary>For each field: case 0 where its question is put.</summary>
    public ImmutableArray<RuleTable> Asked { get; }

    public IReadOnlyList<byte[]> Severities { get; }

    /// <summary>Fields with more classes than a mask holds; the loader refuses them.</summary>
    public IEnumerable<Field> Overfull() => _notice.Fields.Where((_, i) => _compiler.Domains[i].Count > 64);

    /// <summary>The raw classes that a profile leaves of each variable.</summary>
    /// <param name="defaults">Let untold fields count as their default.</param>
    public ulong[] MasksOf(Profile profile, bool defaults)
    {
        var fields = _notice.Fields;
        var masks = new ulong[_compiler.VariableCount];
        for (var i = 0; i < fields.Length; i++)
        {
            var told = profile[fields[i].Id];
            masks[i] = _compiler.Domains[i].MaskOf(told ?? (defaults ? fields[i].Default : null));
            masks[fields.Length + i] = told is null ? 2UL : 1UL;
        }
        return masks;
    }

    /// <summary>The first case of this status whose own condition holds whatever the unknown facts are, so that its reason is surely true; null: none.</summary>
    public byte? CertainCase(int criterion, CriterionStatus status, ulong[] masks)
    {
        var cases = _notice.Criteria[criterion].Cases;
        for (var i = 0; i < cases.Length; i++)
        {
            if (cases[i].Status != status || _cases[criterion][i] is not { } table) continue;
            var view = RuleView.Of(table, masks);
            if (view.IsSettled && view.Cases[0] == 0) return (byte)i;
        }
        return null;
    }

    public static byte SeverityOf(CriterionStatus status) => status switch
    {
        CriterionStatus.Unmet => 3,
        CriterionStatus.Review => 2,
        CriterionStatus.Pending => 1,
        _ => 0,
    };

    public static Verdict VerdictOf(byte severity) => severity switch
    {
        3 => Verdict.Ineligible,
        2 => Verdict.NeedsReview,
        1 => Verdict.NotYet,
        _ => Verdict.Eligible,
    };

    public static MaterialStatus? MaterialStatusOf(byte index) => index switch
    {
        0 => MaterialStatus.Required,
        1 => MaterialStatus.IfAvailable,
        _ => null,
    };
}
