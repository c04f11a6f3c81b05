namespace Bot.Generation.Verifying;

/// <summary>
/// Whether a written sentence says what the answer says from some place on: each piece of the one stands in the other, in order. Only words that change nothing may be
/// added, and few left out; a pause may come or go only where nothing is denied or limited that could then reach further, or less far.
/// </summary>
internal sealed class Alignment
{
    private readonly record struct State(int Written, int Source, int Last, Pause WrittenPause, Pause SourcePause);

    private readonly Token[] written;
    private readonly Token[] source;
    private readonly int from;
    private readonly Additions additions;
    private readonly HashSet<State> seen = [];
    private readonly Stack<State> open = [];

    private Alignment(Token[] written, Token[] source, int from, Subject subject) =>
        (this.written, this.source, this.from, additions) = (written, source, from, new Additions(written, source, subject));

    /// <returns>How far the answer is then said; <paramref name="from"/>: the sentence says something else.</returns>
    public static int Reach(Token[] written, Token[] source, int from, Subject subject) =>
        written.Length == 0 || from == source.Length ? from : new Alignment(written, source, from, subject).Reach();

    /// <summary>Whether what is left of the answer need not be said.</summary>
    public static bool MayEnd(Token[] source, int at) => source.AsSpan(at).IndexOfAnyExcept(default(Token)) < 0 || Array.TrueForAll(source[at..], t => t.Aside);

    private int Reach()
    {
        var reached = from;
        open.Push(new State(0, from, from - 1, Pause.Comma, Pause.None));
        while (open.TryPop(out var state))
            if (state.Written == written.Length) reached = Math.Max(reached, state.Source);
            else if (seen.Add(state)) Step(state);
        return reached;
    }

    private void Step(State at)
    {
        var pause = Max(at.WrittenPause, written[at.Written].Before);
        if (at.Source < source.Length)
        {
            var paused = at.Source == 0 ? Pause.Comma : Max(at.SourcePause, source[at.Source].Before);
            if (Same(written[at.Written], at.Source) && Agree(pause, paused, at)) open.Push(new State(at.Written + 1, at.Source + 1, at.Source, Pause.None, Pause.None));
            // A comma instead of the "and" of a list.
            if (source[at.Source].Is("和") && paused == Pause.None && pause == Pause.Comma && !Reaches(at.Last)) open.Push(at with { Source = at.Source + 1, SourcePause = Pause.Comma });
            if (additions.MayGo(at.Source)) open.Push(at with { Source = at.Source + 1, SourcePause = paused });
            if (additions.MayCome(at.Written, at.Source, pause, paused)) open.Push(at with { Written = at.Written + 1, WrittenPause = pause });
        }
        else if (additions.MayCome(at.Written, at.Source, pause, Pause.None)) open.Push(at with { Written = at.Written + 1, WrittenPause = pause });
        if (additions.Repeated(at.Written, at.Source) is var repeated and > 0) open.Push(at with { Written = at.Written + repeated, WrittenPause = Pause.None });
        foreach (var named in additions.Named(at.Written, at.Last)) open.Push(at with { Written = at.Written + named, WrittenPause = pause });
        foreach (var meant in additions.Meant(at.Written, at.Source)) open.Push(new State(at.Written + meant, at.Source + 1, at.Source, Pause.None, Pause.None));
        if (additions.Swapped(at.Written, at.Source) is var swapped and > 0) open.Push(new State(at.Written + swapped, at.Source + swapped, at.Source + swapped - 1, Pause.None, Pause.None));
    }

    private bool Same(Token word, int at) =>
        (word.Kind == source[at].Kind && word.Text == source[at].Text)
        || (word.Is("建议") && source[at].Is("请")) || (word.Is("要求") && source[at].Is("须"))
        || (word.Is("再") && source[at].Is("后") && Array.FindLastIndex(source, at, t => t.Is("先")) is >= 0 and var first && Array.TrueForAll(source[(first + 1)..at], t => t.Before == Pause.None && t.Kind == TokenKind.Word));

    /// <summary>A pause where the answer has one; or where it changes nothing.</summary>
    private bool Agree(Pause written, Pause source, State at) =>
        (written == Pause.None) == (source == Pause.None) || (!Reaches(at.Last) && (written == Pause.None || IsBetweenWords(at.Last, at.Source)));

    /// <summary>Two words that are one with a comma in between may be part of two other ones.</summary>
    private bool IsBetweenWords(int last, int next) =>
        last < 0 || source[next].Apart || source[last].Kind == TokenKind.Fact || source[next].Kind != TokenKind.Word || PlainWords.Starts.Contains(source[next].Text) || PlainWords.Ends.Contains(source[last].Text);

    /// <summary>Whether something is denied or limited in the part of the answer that ends here.</summary>
    private bool Reaches(int last)
    {
        for (var i = last; i >= 0; i--)
        {
            if (source[i].Reaches) return true;
            if (source[i].Before != Pause.None) return false;
        }
        return false;
    }

    private static Pause Max(Pause one, Pause other) => one > other ? one : other;
}
