using System.Collections.Immutable;
using Knowledge.Notices;
using Knowledge.Rules;
using Knowledge.Wording;

namespace Knowledge.Materials;

/// <summary>On the wire: required, if-available.</summary>
public enum MaterialStatus { Required, IfAvailable }

/// <summary>A paper that the notice asks for, and of whom.</summary>
public sealed record Material
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Other names by which people call it, as literal phrases.</summary>
    public ImmutableArray<string> Said { get; init; } = [];

    /// <summary>Where it is uploaded or handed in.</summary>
    public required string Where { get; init; }

    /// <summary>Null: of everybody.</summary>
    public Condition? RequiredWhen { get; init; }

    /// <summary>Wanted if the person has it, where it is not required. Null: nowhere.</summary>
    public Condition? IfAvailableWhen { get; init; }

    /// <summary>A template: remarks for this person (years, what replaces it); empty: none.</summary>
    public TextTemplate Note { get; init; } = TextTemplate.Empty;

    /// <summary>Id of the notice's template (an attachment) for it; null: it has none.</summary>
    public string? Template { get; init; }

    /// <summary>Who issues it: the person themself or the employer, for grouping; the pack's words.</summary>
    public string IssuedBy { get; init; } = "";

    public required ImmutableArray<Citation> Citations { get; init; }
}

/// <summary>A material on one person's list.</summary>
public sealed record MaterialResult(Material Material, MaterialStatus Status, string Note);
