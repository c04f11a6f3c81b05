using System.Collections.Immutable;

namespace Knowledge.Reminders;

/// <summary>When a notice's readers are reminded unless they choose otherwise, and what is said of each deadline. A pack without any has the defaults.</summary>
public sealed record ReminderRules
{
    public static readonly ReminderRules Default = new();

    /// <summary>The hour in Asia/Shanghai.</summary>
    public TimeOnly At { get; init; } = new(9, 0);

    /// <summary>So many days before a window closes, each a reminder; 0 is the last day. Descending, none twice.</summary>
    public ImmutableArray<int> DaysBefore { get; init; } = [7, 3, 1, 0];

    /// <summary>Whether the day on which a window opens brings one too.</summary>
    public bool OnOpening { get; init; } = true;

    /// <summary>Ids of topics whose answers end with the offer to be reminded.</summary>
    public ImmutableArray<string> OfferAfter { get; init; } = [];

    public ImmutableArray<ReminderStep> Steps { get; init; } = [];

    /// <summary>What the pack says of a deadline; nothing is said of one that it does not list.</summary>
    public ReminderStep Step(string deadline)
    {
        foreach (var step in Steps) if (step.Deadline == deadline) return step;
        return new ReminderStep { Deadline = deadline };
    }
}

/// <summary>What is to be done by a deadline, as reminders speak of it and as people answer them.</summary>
public sealed record ReminderStep
{
    public required string Deadline { get; init; }

    /// <summary>By what people name it, as literal phrases of normalised text.</summary>
    public ImmutableArray<string> Said { get; init; } = [];

    /// <summary>Phrases that by themselves say that it is done.</summary>
    public ImmutableArray<string> Done { get; init; } = [];

    /// <summary>Ids of materials: whoever has ticked off one of them has done it.</summary>
    public ImmutableArray<string> DoneWith { get; init; } = [];

    /// <summary>A sentence: what is to be done; empty: nothing beyond the deadline's name.</summary>
    public string Task { get; init; } = "";

    /// <summary>Where it is done; empty: not said.</summary>
    public string Where { get; init; } = "";

    /// <summary>Ids of the materials whose absence is named; null: all of the person's own list.</summary>
    public ImmutableArray<string>? Materials { get; init; } = [];

    /// <summary>Ids of the topics that answer 「怎么弄」, 「在哪弄」, 「要带什么」 in reply to a reminder; null: none.</summary>
    public string? How { get; init; }

    public string? Place { get; init; }

    public string? Papers { get; init; }
}
