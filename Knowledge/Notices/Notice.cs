using System.Collections.Immutable;
using Knowledge.Deadlines;
using Knowledge.Materials;
using Knowledge.Papers;
using Knowledge.Questions;
using Knowledge.Reminders;
using Knowledge.Rules;
using Knowledge.Rules.Tables;
using Knowledge.Wording;

namespace Knowledge.Notices;

/// <summary>One official notice, loaded and checked: everything that answers, self-check, lists and reminders are made of. Immutable, shared by all threads.</summary>
public sealed class Notice
{
    public required NoticeId Id { get; init; }

    /// <summary>The official title, as printed.</summary>
    public required string Title { get; init; }

    /// <summary>How replies name it: a few words with its year.</summary>
    public required string ShortName { get; init; }

    public required string Issuer { get; init; }
    public required DateOnly Issued { get; init; }

    /// <summary>SHA-256 of the pack's files, 12 hex digits: changes with every change of the pack. Printed on receipts.</summary>
    public required string Version { get; init; }

    /// <summary>What a correction of it has changed, a sentence, said to those who checked themselves before; empty: nothing that they would notice.</summary>
    public string Changes { get; init; } = "";

    /// <summary>The text of <c>notice.md</c> as it is in the pack, for the page that shows it; empty: only its clauses are known.</summary>
    public string Markdown { get; init; } = "";

    public required Contact Contact { get; init; }
    public required ImmutableArray<Clause> Clauses { get; init; }
    public required ImmutableArray<Deadline> Deadlines { get; init; }

    /// <summary>The deadline whose close ends the round for an applicant; answers say so first once it has passed.</summary>
    public required string MainDeadline { get; init; }

    public required ImmutableArray<Field> Fields { get; init; }
    public required ImmutableArray<Criterion> Criteria { get; init; }
    public required ImmutableArray<Material> Materials { get; init; }
    public required ImmutableArray<Contradiction> Contradictions { get; init; }
    public required ImmutableArray<PaperTemplate> Templates { get; init; }
    /// <summary>Those of the <see cref="Templates"/> that can be handed out ready to be filled in.</summary>
    public ImmutableArray<Paper> Papers { get; init; } = [];

    public required TopicSet Topics { get; init; }

    /// <summary>When people are reminded of its deadlines, and in which words.</summary>
    public ReminderRules Reminders { get; init; } = ReminderRules.Default;

    /// <summary>The working-day calendar used for derived deadlines and questions about them.</summary>
    public required WorkingCalendar Calendar { get; init; }

    /// <summary>Added to the note of a material that hangs on facts not told yet; a template over <c>depends</c>, their labels.</summary>
    public required TextTemplate DependsNote { get; init; }

    /// <summary>The rules as tables, made at the first self-check.</summary>
    internal RulePlan Plan => LazyInitializer.EnsureInitialized(ref _plan, () => new RulePlan(this));

    private RulePlan? _plan;

    public Clause? Find(ClauseRef label)
    {
        foreach (var clause in Clauses) if (clause.Label == label) return clause;
        return null;
    }

    public Deadline? Deadline(string id)
    {
        foreach (var deadline in Deadlines) if (deadline.Id == id) return deadline;
        return null;
    }

    public Paper? Paper(string id)
    {
        foreach (var paper in Papers) if (paper.Id == id) return paper;
        return null;
    }

    public Field? Field(string id)
    {
        foreach (var field in Fields) if (field.Id == id) return field;
        return null;
    }
}

/// <summary>Who answers what the notice leaves open, as the notice itself names them.</summary>
public sealed record Contact(string Office, string Phone, Citation Citation);

/// <summary>Two places of the notice that do not agree, and how replies handle it.</summary>
/// <param name="Id">Stable id, for answers that mention it.</param>
/// <param name="Body">What the one place says, with its clause.</param>
/// <param name="Other">What the other place says.</param>
/// <param name="Advice">One sentence: what to go by.</param>
public sealed record Contradiction(string Id, Citation Body, Citation Other, string Advice);

/// <summary>A form that the notice brings along.</summary>
/// <param name="Clause">The attachment's label.</param>
public sealed record PaperTemplate(string Id, string Title, ClauseRef Clause);
