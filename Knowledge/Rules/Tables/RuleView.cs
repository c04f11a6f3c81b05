using System.Numerics;

namespace Knowledge.Rules.Tables;

/// <summary>
/// A table as far as one profile leaves it open: only the variables that still have several values, and the case for each of their combinations (cells).
/// Cell numbers count with the first variable as the most significant digit.
/// </summary>
internal sealed class RuleView
{
    private static readonly RuleView[] Settled = [.. Enumerable.Range(0, 256).Select(i => new RuleView([], [(byte)i]))];

    private RuleView(FreeVariable[] free, byte[] cases) => (Free, Cases) = (free, cases);

    public FreeVariable[] Free { get; }

    /// <summary>The case of each cell.</summary>
    public byte[] Cases { get; }

    public bool IsSettled => Free.Length == 0;

    /// <param name="masks">The raw classes left of each variable.</param>
    /// <param name="first">Variables to be put first, if they are open.</param>
    public static RuleView Of(RuleTable table, ReadOnlySpan<ulong> masks, ReadOnlySpan<bool> first = default)
    {
        List<FreeVariable>? free = null;
        var start = 0;
        for (var i = 0; i < table.Sizes.Length; i++)
        {
            var locals = Locals(table.LocalOf[i], masks[table.Variables[i]]);
            if (BitOperations.IsPow2(locals)) start += BitOperations.TrailingZeroCount(locals) * table.Stride(i);
            else (free ??= []).Add(new FreeVariable(table.Variables[i], Digits(locals), table.Stride(i)));
        }
        if (free is null) return Settled[table.CaseAt(start)];
        if (!first.IsEmpty) free = PutFirst(free, first);
        var cells = Cells(table, start, free);
        if (!cells.AsSpan().ContainsAnyExcept(cells[0])) return Settled[cells[0]];
        var stride = 1;
        for (var i = free.Count - 1; i >= 0; stride *= free[i].Locals.Length, i--) free[i].Stride = stride;
        return new RuleView([.. free], cells);
    }

    /// <summary>The variables on whose value the case depends, as judged by <paramref name="same"/>.</summary>
    public IEnumerable<int> Deciding(Func<byte, byte, bool> same)
    {
        foreach (var variable in Free)
        {
            for (var cell = 0; cell < Cases.Length; cell++)
            {
                if (variable.DigitOf(cell) == 0 || same(Cases[cell], Cases[cell - variable.Stride])) continue;
                yield return variable.Variable;
                break;
            }
        }
    }

    private static ulong Locals(byte[] localOf, ulong mask)
    {
        var locals = 0UL;
        for (; mask != 0; mask &= mask - 1) locals |= 1UL << localOf[BitOperations.TrailingZeroCount(mask)];
        return locals;
    }

    private static byte[] Digits(ulong locals)
    {
        var digits = new byte[BitOperations.PopCount(locals)];
        for (var i = 0; i < digits.Length; i++, locals &= locals - 1) digits[i] = (byte)BitOperations.TrailingZeroCount(locals);
        return digits;
    }

    private static List<FreeVariable> PutFirst(List<FreeVariable> free, ReadOnlySpan<bool> first)
    {
        var (front, back) = (new List<FreeVariable>(), new List<FreeVariable>());
        foreach (var variable in free) (first[variable.Variable] ? front : back).Add(variable);
        front.AddRange(back);
        return front;
    }

    private static byte[] Cells(RuleTable table, int start, List<FreeVariable> free)
    {
        int[] offsets = [start];
        foreach (var variable in free)
        {
            var next = new int[offsets.Length * variable.Locals.Length];
            for (var i = 0; i < next.Length; i++)
                next[i] = offsets[i / variable.Locals.Length] + variable.Locals[i % variable.Locals.Length] * variable.TableStride;
            offsets = next;
        }
        return Array.ConvertAll(offsets, table.CaseAt);
    }
}

/// <summary>A variable that a profile leaves open.</summary>
/// <param name="locals">The local classes that are left, ascending; a digit is an index into it.</param>
/// <param name="tableStride">How far apart neighbouring local classes are in the table.</param>
internal sealed class FreeVariable(int variable, byte[] locals, int tableStride)
{
    public int Variable { get; } = variable;

    public byte[] Locals { get; } = locals;

    public int TableStride { get; } = tableStride;

    /// <summary>How far apart cells with neighbouring digits are.</summary>
    public int Stride { get; set; }

    public int DigitOf(int cell) => cell / Stride % Locals.Length;
}
