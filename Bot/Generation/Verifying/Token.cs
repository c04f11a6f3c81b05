namespace Bot.Generation.Verifying;

/// <summary>What a piece of a sentence is to the verifier.</summary>
internal enum TokenKind
{
    /// <summary>A character of a word.</summary>
    Word,

    /// <summary>A number with its unit, a day, a grade, an attachment, an address, a foreign word, a sign that means something: never added, lost or moved.</summary>
    Fact,

    /// <summary>No, not, need not, may not: each kind is its own.</summary>
    Denial,

    /// <summary>But, except, only.</summary>
    Turn,
}

/// <param name="Text">In the one form in which both sides are compared.</param>
/// <param name="Part">Which part of the sentence, between commas, it stands in; from 0.</param>
/// <param name="Aside">A weekday or a count of days in brackets, which may be left out.</param>
internal readonly record struct Token(string Text, TokenKind Kind, int Part, bool Aside)
{
    public bool Same(Token other) => Kind == other.Kind && Text == other.Text;
}

/// <param name="Written">As it was written, with its sign at the end.</param>
internal sealed record Sentence(string Written, Token[] Tokens)
{
    public int Parts => Tokens.Length == 0 ? 0 : Tokens[^1].Part + 1;
}
