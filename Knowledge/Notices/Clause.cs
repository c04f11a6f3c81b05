namespace Knowledge.Notices;

/// <summary>One addressable part of a notice.</summary>
/// <param name="Label">What people call it.</param>
/// <param name="Anchor">ASCII fragment id on the notice's page, unique in the notice.</param>
/// <param name="Heading">Its heading in the text, empty if it has none.</param>
/// <param name="Text">Its literal text: a paragraph a line, without heading and list marks, nothing else changed.</param>
/// <param name="Line">Line of <c>notice.md</c> on which it begins, from 1.</param>
public sealed record Clause(ClauseRef Label, string Anchor, string Heading, string Text, int Line)
{
    /// <summary>Headings that stand above it and belong to no clause of their own, one a line; empty: none.</summary>
    public string Section { get; init; } = "";
}
