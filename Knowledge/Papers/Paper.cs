using System.Collections.Immutable;
using Knowledge.Notices;
using Knowledge.Wording;

namespace Knowledge.Papers;

/// <summary>
/// A form of the notice, laid out so that it can be handed to somebody with filled in what is known. Its fixed words are those of the attachment: the loader
/// checks it. A run of two or more <c>_</c> is a blank to be filled in by hand; names and numbers of persons always are.
/// </summary>
public sealed record Paper
{
    /// <summary>The form that it is; its id is the paper's.</summary>
    public required PaperTemplate Template { get; init; }

    public string Id => Template.Id;

    /// <summary>How people call it, and the name of the file.</summary>
    public required string Name { get; init; }

    /// <summary>Other names, as literal phrases.</summary>
    public ImmutableArray<string> Said { get; init; } = [];

    /// <summary>The derived deadline whose counted days the paper announces; null: it announces none.</summary>
    public string? Period { get; init; }

    /// <summary>False: it tells of a period that is over, which only the person can date.</summary>
    public bool Announces { get; init; }

    /// <summary>Ids of the topics whose answers bring it along.</summary>
    public ImmutableArray<string> OfferWith { get; init; } = [];

    public required ImmutableArray<PaperBlock> Body { get; init; }

    /// <summary>Whether it shows, or depends on, the fact of that field.</summary>
    public bool Shows(string field) => Body.Any(b => b.Cells.Any(c => Uses(c.Source, "facts." + field) || Uses(c.Source, "words." + field)));

    private static bool Uses(string source, string name)
    {
        for (var at = source.IndexOf(name, StringComparison.Ordinal); at >= 0; at = source.IndexOf(name, at + 1, StringComparison.Ordinal))
            if (at + name.Length == source.Length || !char.IsAsciiLetterOrDigit(source[at + name.Length]) && source[at + name.Length] != '_') return true;
        return false;
    }
}

/// <summary>What a block of a paper is; typesetting follows from it.</summary>
public enum PaperRole
{
    /// <summary>The number of the attachment, at the top left.</summary>
    Mark,
    Title,

    /// <summary>A paragraph, its first line indented.</summary>
    Text,

    /// <summary>Who signs or stamps, at the right.</summary>
    Signature,

    /// <summary>The day under the signature.</summary>
    Date,

    /// <summary>A row of a table, a cell each.</summary>
    Row,
}

/// <param name="Cells">One, but in a row.</param>
public sealed record PaperBlock(PaperRole Role, ImmutableArray<TextTemplate> Cells);
