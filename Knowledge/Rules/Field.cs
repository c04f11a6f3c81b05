using System.Collections.Immutable;

namespace Knowledge.Rules;

public enum FieldKind { Choice, Flag, Date, Amount }

/// <summary>One fact that the notice's rules ask about a person: how it is named, asked, answered and understood. All wording is the pack's.</summary>
public sealed record Field
{
    public required string Id { get; init; }
    public required FieldKind Kind { get; init; }

    /// <summary>A short noun for summaries: 「学历」.</summary>
    public required string Label { get; init; }

    /// <summary>The question as asked in chat.</summary>
    public required string Question { get; init; }

    /// <summary>Why it is asked, one sentence with its clause, for 「为什么问这个」.</summary>
    public required string Why { get; init; }

    /// <summary>The answers in the order in which they are offered; for a flag yes before no; empty for dates and amounts.</summary>
    public required ImmutableArray<FieldOption> Options { get; init; }

    /// <summary>The highest first, if the options are ordered (「at least」 may then be asked of it); else empty.</summary>
    public ImmutableArray<string> Order { get; init; } = [];

    /// <summary>Asked only where this holds (three-valued: not asked while it is certainly false). Null: of everybody.</summary>
    public Condition? AskedOf { get; init; }

    /// <summary>Values that follow from other facts and override what was told.</summary>
    public ImmutableArray<Implied> Implied { get; init; } = [];

    /// <summary>What an unknown value counts as in rules, once nothing else is known; null: it stays unknown.</summary>
    public FactValue? Default { get; init; }

    /// <summary>What an untold value counts as where the question is certainly not asked (<see cref="AskedOf"/> is false); null: it stays unknown.</summary>
    public FactValue? Unasked { get; init; }

    /// <summary>Phrases that contain an option's words but are not an answer (a hospital's grade, say): they consume their span and say nothing.</summary>
    public ImmutableArray<string> Masks { get; init; } = [];

    /// <summary>What people say that could be several options: never guessed, asked back with the note.</summary>
    public ImmutableArray<AmbiguousAnswer> Ambiguous { get; init; } = [];

    /// <summary>Places of work that say what work means there that could be several options (<see cref="AmbiguousAnswer.Work"/>).</summary>
    public ImmutableArray<WorkPlace> Workplaces { get; init; } = [];

    /// <summary>Phrases of options that only suggest them: they count where nothing else is said (a workplace beside a job, 「初中毕业」 beside what came after).</summary>
    public ImmutableArray<string> Yields { get; init; } = [];

    /// <summary>For answers that no rule takes: which options come closest, to be named as a hint and never taken for the answer.</summary>
    public ImmutableArray<NearestOptions> Nearest { get; init; } = [];

    /// <summary>Of a date: phrases beside a date that make it this field's (「入职」). In packs <c>cues</c>.</summary>
    public ImmutableArray<string> Cues { get; init; } = [];

    /// <summary>Of a date: phrases beside a date that say it is another one (「毕业」), even while this field is asked. In packs <c>vetoes</c>.</summary>
    public ImmutableArray<string> Vetoes { get; init; } = [];

    /// <summary>Of a date: fields whose options are places or trades that one goes to; a date beside such a going (「8号到水管站」) is this field's. In packs <c>places</c>.</summary>
    public ImmutableArray<string> Places { get; init; } = [];

    /// <summary>Of a choice that says how the answer to another field is; null: it stands for itself. In packs <c>pair</c>.</summary>
    public FieldPair? Pair { get; init; }

    /// <summary>The unit of an amount, for wording (「元」); null otherwise.</summary>
    public string? Unit { get; init; }
}

/// <summary>Who has two of what another field asks for and tells of each how it is is taken by the one that counts.</summary>
/// <param name="Field">A choice: what there may be several of.</param>
/// <param name="Counts">The option of this field that the one to be taken has.</param>
public sealed record FieldPair(string Field, string Counts);

/// <summary>One answer to a field's question.</summary>
/// <param name="Value">The canonical value that rules and interfaces use.</param>
/// <param name="Text">What the button says.</param>
/// <param name="Said">Other ways in which people say it: literal phrases; <c>…</c> stands for up to eight characters of the same sentence.</param>
/// <param name="Note">One sentence shown when it is chosen and needs a caution; null: none.</param>
public sealed record FieldOption(string Value, string Text, ImmutableArray<string> Said, string? Note = null)
{
    /// <summary>Words that mean this option only where they are the whole answer to the field's question.</summary>
    public ImmutableArray<string> Answers { get; init; } = [];
}

/// <param name="Said">Literal phrases; <c>…</c> stands for up to eight characters of the same sentence.</param>
/// <param name="Note">One sentence that says what is unclear and what to answer.</param>
public sealed record AmbiguousAnswer(ImmutableArray<string> Said, string Note)
{
    /// <summary>The kind of work that is said, which a <see cref="WorkPlace"/> named in the same message makes one option of; null: none does.</summary>
    public string? Work { get; init; }
}

/// <param name="Work">The kind of work, as in <see cref="AmbiguousAnswer.Work"/>.</param>
/// <param name="Value">The option that such work is at that place.</param>
/// <param name="Said">Literal phrases for the place, which say nothing by themselves.</param>
public sealed record WorkPlace(string Work, string Value, ImmutableArray<string> Said);

/// <param name="Said">Literal phrases, as in <see cref="FieldOption.Said"/>.</param>
/// <param name="Values">Options that come closest to what was said, the closest first.</param>
public sealed record NearestOptions(ImmutableArray<string> Said, ImmutableArray<string> Values);

/// <summary><paramref name="Value"/> follows wherever <paramref name="When"/> is certainly true.</summary>
public sealed record Implied(Condition When, FactValue Value);
