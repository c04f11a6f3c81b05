namespace Bot.Generation.Verifying;

/// <summary>What an answer is about.</summary>
/// <param name="Question">As it was asked.</param>
/// <param name="Title">Of the topic.</param>
/// <param name="Known">Every way of asking it that the pack names, one a line.</param>
internal sealed record Subject(string Question, string Title, string Known)
{
    public static readonly Subject None = new("", "", "");

    private const int FewestInARow = 2;

    private readonly string asked = Tokenizer.Line(Question);
    private readonly string title = Tokenizer.Line(Title);
    private readonly string known = Echo.Said(Tokenizer.Tokens($"{Title}\n{Known}"));

    /// <summary>Words of the question that are the topic's too: they may be said where the answer begins.</summary>
    public bool Names(ReadOnlySpan<Token> words)
    {
        foreach (var word in words)
            if (word.Kind != TokenKind.Word || PlainWords.Unsaid.Contains(word.Text)) return false;
        var line = Tokenizer.Line(words.ToArray());
        return line.Length > 1 && asked.Contains(line, StringComparison.Ordinal) && title.Contains(line, StringComparison.Ordinal);
    }

    /// <summary>Whether all of these words are ones with which the pack knows this to be asked, or that its answer says.</summary>
    public bool Knows(string line, string answer)
    {
        var reached = new bool[line.Length + 1];
        reached[0] = true;
        for (var from = 0; from < line.Length; from++)
            for (var length = FewestInARow; reached[from] && from + length <= line.Length; length++)
            {
                var words = line.AsSpan(from, length);
                if (known.AsSpan().Contains(words, StringComparison.Ordinal) || answer.AsSpan().Contains(words, StringComparison.Ordinal)) reached[from + length] = true;
            }
        return line.Length > 0 && (reached[^1] || (line.Length > FewestInARow && reached[^2] && answer.Contains(line[^1], StringComparison.Ordinal)));
    }
}
