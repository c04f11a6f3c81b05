using System.Collections.Immutable;

namespace Dialogs.Turns;

/// <summary>
/// What a reader outside, a language model say, believes to have found in a message. Believed only as far as the engine finds it there itself: a hint says where to
/// look, never what is so.
/// </summary>
public sealed record Hints
{
    /// <summary>Parts of the message that each ask something, word for word.</summary>
    public ImmutableArray<string> Questions { get; init; } = [];

    /// <summary>Id of the topic that the message may be about; null: none. It is only ever offered as a choice.</summary>
    public string? Topic { get; init; }

    public ImmutableArray<HintedFact> Facts { get; init; } = [];

    public bool IsEmpty => Questions.IsEmpty && Topic is null && Facts.IsEmpty;
}

/// <param name="Span">The words of the message that say it, word for word.</param>
public sealed record HintedFact(string Field, string Value, string Span);
