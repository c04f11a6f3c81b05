using System.Collections.Immutable;
using System.Globalization;
using Knowledge.Deadlines;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Knowledge.Papers;

/// <summary>A paper as it is to be set: nothing left to work out.</summary>
/// <param name="Name">Of the file, without an ending.</param>
public sealed record WrittenPaper(string Name, ImmutableArray<WrittenBlock> Blocks);

/// <param name="Cells">One, but in a row. A run of <c>_</c> is a blank.</param>
public sealed record WrittenBlock(PaperRole Role, ImmutableArray<string> Cells);

/// <summary>Writes what stands in a paper for these facts on this day.</summary>
public static class PaperWriter
{
    /// <param name="today">The day on which it is made.</param>
    /// <param name="starts">The day on which the period begins, as the person says; null: it is not said.</param>
    /// <param name="ends">The day on which it ends, as the person says; not before enough days are counted. Null: it is not said.</param>
    public static WrittenPaper Write(Notice notice, Paper paper, Profile facts, DateOnly today, DateOnly? starts, DateOnly? ends = null)
    {
        var scope = new ConditionScope(notice, facts, today);
        var values = Values(Period(notice, paper, today, starts), ends);
        return new(paper.Name,
        [
            .. paper.Body
                .Select(b => new WrittenBlock(b.Role, [.. b.Cells.Select(c => c.Render(scope, values))]))
                .Where(b => b.Cells.Any(c => c.Length > 0)),
        ]);
    }

    /// <summary>The days that a paper announces. Null: it announces none, or it cannot be told, because it is too late to begin or the day is the person's to say.</summary>
    public static Counted? Period(Notice notice, Paper paper, DateOnly today, DateOnly? starts)
    {
        if (paper.Period is null || notice.Deadline(paper.Period) is not { Rule: { } rule } latest) return null;
        if (starts is { } said) return CountedPeriod.StartingOn(said, rule.WorkingDays, notice.Calendar);
        if (!paper.Announces) return null;
        var soonest = notice.Calendar.IsWorkingDay(today) ? today : notice.Calendar.After(today, 1)[0];
        return soonest > latest.Closes ? null : CountedPeriod.StartingOn(soonest, rule.WorkingDays, notice.Calendar);
    }

    private static Dictionary<string, object> Values(Counted? period, DateOnly? ends) => period is null ? [] : new()
    {
        ["period"] = new Dictionary<string, object> { ["starts"] = Iso(period.Start), ["ends"] = Iso(ends > period.Days[^1] ? ends.Value : period.Days[^1]) },
    };

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
