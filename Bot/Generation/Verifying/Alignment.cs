namespace Bot.Generation.Verifying;

/// <summary>
/// Whether what a model wrote says no more, no less and nothing else than one sentence of the pack's answer: every piece of the one stands in the other, once, in
/// its order and between its commas. Only a remark about a day, in brackets, may be missing.
/// </summary>
internal sealed class Alignment
{
    /// <summary>A character that stands alone in the other text agrees by chance.</summary>
    private const int FewestInARow = 2;

    private readonly Token[] written;
    private readonly Token[] source;
    private readonly bool[] covered;

    /// <summary>For each token written its place in the source.</summary>
    private readonly int[] places;

    private Alignment(Token[] written, Token[] source) =>
        (this.written, this.source, covered, places) = (written, source, new bool[source.Length], new int[written.Length]);

    public static bool Holds(Token[] written, Token[] source)
    {
        if (written.Length == 0 || written.Length > source.Length) return false;
        var alignment = new Alignment(written, source);
        return alignment.Grounds() && alignment.IsWhole() && alignment.IsInOrder();
    }

    private bool Grounds()
    {
        for (var at = 0; at < written.Length;)
        {
            var (place, length) = Longest(at);
            if (length == 0) return false;
            for (var i = 0; i < length; i++)
            {
                covered[place + i] = true;
                places[at + i] = place + i;
            }
            at += length;
        }
        return true;
    }

    /// <summary>The longest run of the source that is written from here on and not used yet; of equal ones that which goes on where the last ended.</summary>
    private (int Place, int Length) Longest(int at)
    {
        var (best, most) = (0, 0);
        var next = at == 0 ? 0 : places[at - 1] + 1;
        for (var place = 0; place < source.Length; place++)
        {
            var length = 0;
            while (at + length < written.Length && place + length < source.Length && !covered[place + length] && written[at + length].Same(source[place + length])) length++;
            if (length > most || (length == most && most > 0 && place == next)) (best, most) = (place, length);
        }
        return most >= FewestInARow || (most == 1 && (written[at].Kind == TokenKind.Fact || GoesOn(next, best))) ? (best, most) : (0, 0);
    }

    private bool GoesOn(int next, int place) => next <= place && Array.TrueForAll(source[next..place], t => t.Aside);

    private bool IsWhole()
    {
        for (var i = 0; i < source.Length; i++)
            if (!covered[i] && !source[i].Aside) return false;
        return true;
    }

    /// <summary>In the source's order, with a comma where it has one and nowhere else; or turned round once.</summary>
    private bool IsInOrder()
    {
        var turn = 0;
        for (var i = 1; i < written.Length; i++)
        {
            if (places[i] < places[i - 1])
            {
                if (turn > 0) return false;
                turn = i;
            }
            else if (IsNewPart(written[i - 1], written[i]) != IsNewPart(source[places[i - 1]], source[places[i]])) return false;
        }
        return turn == 0 || (places[^1] < places[0] && MayTurn(turn));
    }

    private static bool IsNewPart(Token one, Token next) => one.Part != next.Part;

    /// <summary>The end may come first where nothing is denied and only one side holds facts: two facts that change places may change their meaning.</summary>
    private bool MayTurn(int turn) =>
        Array.TrueForAll(source, t => t.Kind is not (TokenKind.Denial or TokenKind.Turn) && t.Part == source[0].Part)
        && Array.TrueForAll(written, t => t.Part == written[0].Part)
        && Array.Exists(written[..turn], t => t.Kind == TokenKind.Fact) != Array.Exists(written[turn..], t => t.Kind == TokenKind.Fact);
}
