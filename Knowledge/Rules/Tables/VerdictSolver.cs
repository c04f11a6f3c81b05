using System.Numerics;

namespace Knowledge.Rules.Tables;

/// <summary>
/// Finds which open variables can still change the verdict, that is the highest severity among the criteria: those for which two complete profiles that
/// differ only in this variable come to different verdicts. Exact; criteria meet only in the variables that they share, so only these are combined.
/// </summary>
/// <remarks>
/// A variable v can change the verdict just if in some criterion c, on some line of cells that differ only in v, severity rises from a to b, and at the
/// cell with a every other criterion can stay below b: the verdict there is below b, and at the cell with b it is at least b. So one number for each
/// cell's shared part is enough: the least that the highest of the other criteria can be.
/// </remarks>
internal sealed class VerdictSolver
{
    private readonly RuleView[] _views;
    private readonly byte[][] _severities;
    private readonly SharedVariable[] _shared;
    private readonly int[] _sharedCells;
    private readonly byte[][] _least;
    private readonly byte[][] _others;

    /// <param name="severityOf">For each criterion and case: how much it weighs in the verdict.</param>
    public VerdictSolver(IReadOnlyList<RuleTable> tables, ReadOnlySpan<ulong> masks, IReadOnlyList<byte[]> severityOf)
    {
        var shared = SharedAmong(tables, masks);
        _views = new RuleView[tables.Count];
        for (var c = 0; c < _views.Length; c++) _views[c] = RuleView.Of(tables[c], masks, shared);
        _severities = [.. _views.Select((v, c) => Array.ConvertAll(v.Cases, i => severityOf[c][i]))];
        _shared = SharedVariables(tables, masks, shared);
        _sharedCells = [.. _views.Select(v => v.Free.Where(f => shared[f.Variable]).Aggregate(1, (n, f) => n * f.Locals.Length))];
        _least = [.. _views.Select((_, c) => Least(c))];
        _others = [.. _sharedCells.Select(n => { var a = new byte[n]; Array.Fill(a, byte.MaxValue); return a; })];
        Verdict = CombineShared();
    }

    public IReadOnlyList<RuleView> Views => _views;

    /// <summary>The lowest severity that the verdict can still have; the only one if nothing can change it.</summary>
    public byte Verdict { get; }

    /// <summary>Variables that can still change the verdict.</summary>
    public HashSet<int> Pivotal()
    {
        var pivotal = new HashSet<int>();
        for (var c = 0; c < _views.Length; c++)
            foreach (var variable in _views[c].Free)
                if (!pivotal.Contains(variable.Variable) && IsPivotal(c, variable)) pivotal.Add(variable.Variable);
        return pivotal;
    }

    private bool IsPivotal(int c, FreeVariable variable)
    {
        var severities = _severities[c];
        var exclusive = severities.Length / _sharedCells[c];
        for (var cell = 0; cell < severities.Length; cell++)
        {
            var line = cell - variable.DigitOf(cell) * variable.Stride;
            var highest = severities[cell];
            for (var k = 0; k < variable.Locals.Length; k++) highest = Math.Max(highest, severities[line + k * variable.Stride]);
            if (highest > severities[cell] && _others[c][cell / exclusive] < highest) return true;
        }
        return false;
    }

    private static bool[] SharedAmong(IReadOnlyList<RuleTable> tables, ReadOnlySpan<ulong> masks)
    {
        var count = new int[masks.Length];
        foreach (var table in tables) foreach (var variable in table.Variables) if (!BitOperations.IsPow2(masks[variable])) count[variable]++;
        return Array.ConvertAll(count, n => n > 1);
    }

    /// <summary>Each shared variable with its values as far as the views in which it is open tell them apart.</summary>
    private SharedVariable[] SharedVariables(IReadOnlyList<RuleTable> tables, ReadOnlySpan<ulong> masks, bool[] shared)
    {
        var result = new List<SharedVariable>();
        foreach (var group in _views.SelectMany((v, c) => v.Free.Where(f => shared[f.Variable]).Select(f => (Criterion: c, Free: f))).GroupBy(x => x.Free.Variable))
        {
            var members = group.ToArray();
            var localOf = Array.ConvertAll(members, m => tables[m.Criterion].LocalOf[tables[m.Criterion].Variables.IndexOf(group.Key)]);
            var values = Distinct(masks[group.Key], localOf).Select(raw => members.Select((m, i) => Array.IndexOf(m.Free.Locals, localOf[i][raw])).ToArray());
            result.Add(new SharedVariable(group.Key, Array.ConvertAll(members, m => m.Criterion), [.. values]));
        }
        return [.. result];
    }

    /// <summary>One raw class for each combination of local classes.</summary>
    private static List<int> Distinct(ulong mask, byte[][] localOf)
    {
        var raws = new List<int>();
        for (; mask != 0; mask &= mask - 1)
        {
            var raw = BitOperations.TrailingZeroCount(mask);
            var known = false;
            foreach (var other in raws) known |= Alike(localOf, raw, other);
            if (!known) raws.Add(raw);
        }
        return raws;
    }

    private static bool Alike(byte[][] localOf, int raw, int other)
    {
        foreach (var local in localOf) if (local[raw] != local[other]) return false;
        return true;
    }

    /// <summary>For each combination of a criterion's shared variables: the least severity that it can have.</summary>
    private byte[] Least(int c)
    {
        var least = new byte[_sharedCells[c]];
        Array.Fill(least, byte.MaxValue);
        var exclusive = _severities[c].Length / least.Length;
        for (var cell = 0; cell < _severities[c].Length; cell++) least[cell / exclusive] = Math.Min(least[cell / exclusive], _severities[c][cell]);
        return least;
    }

    /// <summary>Walks through all combinations of shared variables: for each criterion, how low the highest of the others can be. Returns the lowest verdict.</summary>
    private byte CombineShared()
    {
        var verdict = byte.MaxValue;
        var digits = new int[_shared.Length];
        var cells = new int[_views.Length];
        var strides = SharedStrides();
        do
        {
            Array.Clear(cells);
            for (var s = 0; s < _shared.Length; s++)
                for (var m = 0; m < _shared[s].Criteria.Length; m++) cells[_shared[s].Criteria[m]] += _shared[s].Values[digits[s]][m] * strides[s][m];
            verdict = Math.Min(verdict, Note(cells));
        }
        while (Next(digits));
        return verdict;
    }

    private byte Note(int[] cells)
    {
        byte highest = 0, second = 0;
        var at = -1;
        for (var c = 0; c < cells.Length; c++)
        {
            var value = _least[c][cells[c]];
            if (at < 0 || value > highest) (second, highest, at) = (highest, value, c);
            else if (value > second) second = value;
        }
        for (var c = 0; c < cells.Length; c++) _others[c][cells[c]] = Math.Min(_others[c][cells[c]], c == at ? second : highest);
        return highest;
    }

    private int[][] SharedStrides() => Array.ConvertAll(_shared, s => Array.ConvertAll(s.Criteria, c =>
        _views[c].Free.First(f => f.Variable == s.Variable).Stride / (_severities[c].Length / _sharedCells[c])));

    private bool Next(int[] digits)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            if (++digits[i] < _shared[i].Values.Length) return true;
            digits[i] = 0;
        }
        return false;
    }

    /// <param name="Criteria">The criteria in which it is open.</param>
    /// <param name="Values">For each value that they tell apart: its digit in each of <paramref name="Criteria"/>.</param>
    private sealed record SharedVariable(int Variable, int[] Criteria, int[][] Values);
}
