using System.Collections.Immutable;

namespace Knowledge.Rules.Tables;

/// <summary>
/// A list of cases as a table: for every combination of values that it tells apart, the index of the first case that holds. Values that its rules do not tell
/// apart share a local class.
/// </summary>
internal sealed class RuleTable
{
    /// <summary>More combinations than this are refused: the rule should be split.</summary>
    public const int Limit = 1 << 16;

    private readonly byte[] _cases;
    private readonly int[] _strides;

    private RuleTable(ImmutableArray<int> variables, byte[][] localOf, int[] sizes, int[] strides, byte[] cases) =>
        (Variables, LocalOf, Sizes, _strides, _cases) = (variables, localOf, sizes, strides, cases);

    /// <summary>Ascending.</summary>
    public ImmutableArray<int> Variables { get; }

    /// <summary>For each of <see cref="Variables"/>: raw class to local class.</summary>
    public byte[][] LocalOf { get; }

    /// <summary>For each of <see cref="Variables"/>: how many local classes.</summary>
    public int[] Sizes { get; }

    public int Stride(int position) => _strides[position];

    public byte CaseAt(int cell) => _cases[cell];

    /// <summary>Cases that no combination reaches.</summary>
    public IEnumerable<int> Unreached(int count) => Enumerable.Range(0, count).Where(i => !_cases.Contains((byte)i));

    /// <param name="cases">In order; the case index of a combination that none covers is <paramref name="cases"/>' count.</param>
    /// <returns>Null if it would exceed <see cref="Limit"/>.</returns>
    public static RuleTable? Build(IReadOnlyList<Rule> cases, RuleCompiler compiler)
    {
        var atoms = cases.SelectMany(c => c.Atoms()).ToList();
        ImmutableArray<int> variables = [.. atoms.Select(a => a.Variable).Distinct().Order()];
        var localOf = variables.Select(v => Classes(compiler.RawCount(v), [.. atoms.Where(a => a.Variable == v).Select(a => a.Mask).Distinct()])).ToArray();
        var sizes = localOf.Select(l => l.Max() + 1).ToArray();
        var strides = new int[sizes.Length];
        var total = 1L;
        for (var i = sizes.Length - 1; i >= 0; i--)
        {
            strides[i] = (int)total;
            total *= sizes[i];
            if (total > Limit) return null;
        }
        return new RuleTable(variables, localOf, sizes, strides, Fill((int)total, cases, compiler.VariableCount, variables, localOf, sizes, strides));
    }

    private static byte[] Fill(int total, IReadOnlyList<Rule> cases, int variableCount, ImmutableArray<int> variables, byte[][] localOf, int[] sizes, int[] strides)
    {
        var table = new byte[total];
        var raw = new int[variableCount];
        for (var cell = 0; cell < total; cell++)
        {
            for (var i = 0; i < sizes.Length; i++) raw[variables[i]] = Array.IndexOf(localOf[i], (byte)(cell / strides[i] % sizes[i]));
            var index = 0;
            while (index < cases.Count && !cases[index].Holds(raw)) index++;
            table[cell] = (byte)index;
        }
        return table;
    }

    /// <summary>Numbers the raw classes so that two share a number just if every mask holds both or neither.</summary>
    internal static byte[] Classes(int rawCount, IReadOnlyList<ulong> masks)
    {
        var seen = new List<string>();
        var classes = new byte[rawCount];
        for (var raw = 0; raw < rawCount; raw++)
        {
            var signature = string.Concat(masks.Select(m => (m >> raw) & 1));
            var index = seen.IndexOf(signature);
            if (index < 0) seen.Add(signature);
            classes[raw] = (byte)(index < 0 ? seen.Count - 1 : index);
        }
        return classes;
    }
}
