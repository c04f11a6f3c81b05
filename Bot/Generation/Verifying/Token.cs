namespace Bot.Generation.Verifying;

/// <summary>What a piece of a sentence is to the verifier.</summary>
internal enum TokenKind
{
    /// <summary>A word, or a character of one.</summary>
    Word,

    /// <summary>A number with its unit, a day, a grade, an attachment, an address, a bound, a foreign word, a sign that means something: never added, lost or moved.</summary>
    Fact,

    /// <summary>No, not, need not, may not: each kind is its own.</summary>
    Denial,

    /// <summary>But, except, only.</summary>
    Turn,
}

/// <summary>What stands before a piece.</summary>
internal enum Pause
{
    None,
    Comma,

    /// <summary>A bracket or a colon: what follows explains.</summary>
    Opening,
}

/// <param name="Text">In the one form in which both sides are compared.</param>
/// <param name="Aside">A weekday or a count of days in brackets, which may be left out.</param>
/// <param name="Apart">A word that says nothing stood before it: it begins a word.</param>
internal readonly record struct Token(string Text, TokenKind Kind, Pause Before, bool Aside, bool Apart)
{
    /// <summary>What follows it may be within what it denies or limits.</summary>
    public bool Reaches => Kind is TokenKind.Denial or TokenKind.Turn;

    public bool Is(string word) => Kind == TokenKind.Word && Text == word;

    public bool IsFigure => Kind == TokenKind.Fact && Text.AsSpan().IndexOfAnyInRange('0', '9') >= 0;
}

/// <param name="Written">As it was written, with its sign at the end.</param>
internal sealed record Sentence(string Written, Token[] Tokens);
