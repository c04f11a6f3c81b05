namespace Bot.Generation.Verifying;

/// <summary>What may be added to an answer, and left out of it, without changing what it says.</summary>
internal sealed class Additions(Token[] written, Token[] source, Subject subject)
{
    private const int LongestName = 12;
    private const int MostRepeated = 4;
    private const int FewestInAName = 2;

    /// <summary>Whether the piece written here may be there although the answer does not have it.</summary>
    /// <param name="at">In what was written.</param>
    /// <param name="next">What of the answer comes next.</param>
    public bool MayCome(int at, int next, Pause pause, Pause paused)
    {
        var word = written[at];
        if (word.Kind is not (TokenKind.Word or TokenKind.Turn)) return false;
        if (pause != Pause.None && PlainWords.Opening.Contains(word.Text)) return true;
        if (word.Kind == TokenKind.Turn || (pause == Pause.None && at > 0 && written[at - 1].Reaches)) return false;
        return PlainWords.Free.Contains(word.Text)
            || (PlainWords.Closing.Contains(word.Text) && IsClosed(at + 1))
            || (paused != Pause.None && word.Is("由"))
            || (paused == Pause.Opening && PlainWords.Gloss.Contains(word.Text))
            || (PlainWords.Measure.Contains(word.Text) && IsMeasure(at + 1) && !(word.Text == "须" && IsDay(at + 1)))
            || (pause != Pause.None && PlainWords.Wish.Contains(word.Text) && IsWish(next))
            || (word.Text == "都" && at + 1 < written.Length && written[at + 1].Kind == TokenKind.Denial)
            || (pause != Pause.None && PlainWords.Of.Contains(word.Text) && IsDenied(next))
            || IsPart(at, next)
            || IsBound(at, next);
    }

    /// <summary>How many pieces written here may name what the question and the topic are about: before the answer proper, about a figure in its first part, or for "it".</summary>
    public IEnumerable<int> Named(int at, int last)
    {
        if (last >= 0 && Array.Exists(source[1..(last + 1)], t => t.Before != Pause.None)) yield break;
        for (var length = 1; length <= Math.Min(LongestName, written.Length - at); length++)
            if (subject.Names(written.AsSpan(at, length)) && (IsAbout(at, length, last) || (last >= 0 && at > 0 && written[at - 1].IsFigure))) yield return length;
    }

    /// <summary>How many pieces written here may stand for the answer's "it".</summary>
    public IEnumerable<int> Meant(int at, int next)
    {
        if (next == source.Length || !source[next].Is("它")) yield break;
        for (var length = 1; length <= Math.Min(LongestName, written.Length - at); length++)
            if (subject.Names(written.AsSpan(at, length))) yield return length;
    }

    private bool IsAbout(int at, int length, int last) => at + length < written.Length && written[at + length].Before == Pause.None && (last < 0 || IsMeasure(at + length));

    /// <summary>"Office (number)" said as "number (office)".</summary>
    /// <returns>How many pieces that are; 0: it is not said so.</returns>
    public int Swapped(int at, int next)
    {
        var fact = next;
        while (fact < source.Length && source[fact].Kind == TokenKind.Word && (fact == next || source[fact].Before == Pause.None)) fact++;
        var length = fact - next;
        if (length < FewestInAName || fact >= source.Length || source[fact].Kind != TokenKind.Fact || source[fact].Before != Pause.Opening || (fact + 1 < source.Length && source[fact + 1].Before == Pause.None)) return 0;
        return at + length < written.Length && written[at].Kind == TokenKind.Fact && written[at].Text == source[fact].Text && written[at + 1].Before == Pause.Opening
            && Line(written, at + 1, length) == Line(source, next, length) && (at + length + 1 == written.Length || written[at + length + 1].Before != Pause.None) ? length + 1 : 0;
    }

    /// <summary>A part of it: "of these the x-y" after "the y" and its figure.</summary>
    private bool IsPart(int at, int next)
    {
        if (!written[at].Is("其中") || next == 0 || Figure(next) is var figure && figure == source.Length) return false;
        var (first, last) = (Begins(next - 1), next - 1);
        while (last > first && (source[last].Kind != TokenKind.Word || source[last].Is("等") || source[last].Is("以上"))) last--;
        var (whole, part) = (Tokenizer.Line(source[first..(last + 1)]), Tokenizer.Line(source[next..figure]));
        return whole.Length > 1 && part.Length > whole.Length && part.EndsWith(whole, StringComparison.Ordinal);
    }

    private int Figure(int at)
    {
        while (at < source.Length && !source[at].IsFigure) at++;
        return at;
    }

    /// <summary>Whether the answer's piece need not be said.</summary>
    public bool MayGo(int at) =>
        source[at].Aside || (source[at].Kind == TokenKind.Word && PlainWords.Courtesies.Contains(source[at].Text))
        || (source[at].Kind == TokenKind.Word && PlainWords.Roles.Contains(source[at].Text) && (at == 0 || !source[at - 1].Reaches))
        || (source[at].Before != Pause.None && PlainWords.Links.Contains(source[at].Text))
        || (source[at].Is("达到") && at + 1 < source.Length && source[at + 1].IsFigure)
        || (source[at].Is("到") && Day(at + 1) is > 0 and var end && end < source.Length && source[end].Is("截止"));

    /// <summary>How many pieces written here say once more what was said of the one of whom the answer says it is not.</summary>
    public int Repeated(int at, int next)
    {
        var denied = Begins(next - 1);
        if (denied < 1 || source[denied].Text != "不是" || (next < source.Length && source[next].Before == Pause.None)) return 0;
        for (var length = Math.Min(MostRepeated, written.Length - at); length > 0; length--)
            if (denied - Begins(denied - 1) > length && Line(written, at, length) == Line(source, denied - length, length) && (at + length == written.Length || written[at + length].Before != Pause.None)) return length;
        return 0;
    }

    /// <summary>Where the part of the answer begins that holds this piece.</summary>
    private int Begins(int at)
    {
        while (at > 0 && source[at].Before == Pause.None) at--;
        return at;
    }

    private static string Line(Token[] tokens, int at, int length) => Tokenizer.Line(tokens[at..(at + length)]);

    /// <summary>From when, until when, not later than: said or not where the answer says it otherwise.</summary>
    private bool IsBound(int at, int next)
    {
        var word = written[at];
        if (word.Is("从") && IsMeasure(at + 1)) return Day(next) is > 0 and var day && day < source.Length && (source[day].Is("到") || source[day].Is("起"));
        if (word.Is("起") && IsMeasure(at + 1) && Day(next) is > 0 and var end && end < source.Length) return source[end].Is("到");
        var last = next - 1;
        while (last >= 0 && source[last].Aside) last--;
        if (last < 1 || !source[last].IsFigure) return false;
        return (word.Is("起") && next < source.Length && source[next].Is("到")) || ((word.Is("截止") || word.Is("止")) && source[last - 1].Is("到")) || (word.Is("须") && source[last - 1].Text == "最晚");
    }

    /// <summary>A figure, a bound or a grade comes, with nothing but such words before it.</summary>
    private bool IsMeasure(int at)
    {
        while (at < written.Length && written[at].Kind == TokenKind.Word && (PlainWords.Measure.Contains(written[at].Text) || PlainWords.Free.Contains(written[at].Text) || PlainWords.Closing.Contains(written[at].Text))) at++;
        return at < written.Length && (written[at].IsFigure || written[at] is { Kind: TokenKind.Fact, Text: "不低于" or "最低" or "最早" or "最晚" } || written[at].Is("更"));
    }

    /// <summary>Nothing comes that it could belong to.</summary>
    private bool IsClosed(int at) =>
        at == written.Length || written[at].Before != Pause.None || written[at].Kind is TokenKind.Fact or TokenKind.Denial || written[at].Text is "须" or "能" or "行" or "都" or "和" or "或";

    /// <summary>What must be on a day is said by nobody but the answer.</summary>
    private bool IsDay(int at) => Array.Find(written[at..], t => t.Kind == TokenKind.Fact).Text is var fact && (fact.Contains('月') || fact.Contains('日') || fact.EndsWith('天') || fact.AsSpan().IndexOfAnyExceptInRange('0', '9') > 3);

    private bool IsDenied(int next)
    {
        for (var i = next; i < source.Length && (i == next || source[i].Before == Pause.None); i++)
            if (source[i].Kind == TokenKind.Denial) return true;
        return false;
    }

    private bool IsWish(int next)
    {
        var line = Tokenizer.Line(source[next..]);
        return PlainWords.Wishes.Any(w => line.StartsWith(w, StringComparison.Ordinal));
    }

    /// <returns>Where the answer goes on after a day and its remark; 0: there is none.</returns>
    private int Day(int at)
    {
        if (at >= source.Length || !source[at].IsFigure) return 0;
        at++;
        while (at < source.Length && source[at].Aside) at++;
        return at;
    }
}
