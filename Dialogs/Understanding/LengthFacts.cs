using Dialogs.Recognizers;
using Knowledge.Rules;

namespace Dialogs.Understanding;

/// <summary>「干了两年」: a length of time beside a date field's cue words says when it began, at the latest.</summary>
internal static class LengthFacts
{
    private const int Near = 9;

    public static PartialDate? Find(Recognized recognized, Field field, DateOnly today)
    {
        foreach (var length in recognized.Durations)
            if (Since(length, today) is { } since && IsBeside(recognized, length, field) && !IsAhead(recognized, length)) return since;
        return null;
    }

    private static bool IsBeside(Recognized recognized, Recognition found, Field field)
    {
        var text = recognized.Text.Text;
        var around = text[Math.Max(0, found.Span.Start - Near)..Math.Min(text.Length, found.Span.End + Near)];
        return field.Cues.Any(c => around.Contains(c, StringComparison.Ordinal)) || around.Contains('了', StringComparison.Ordinal);
    }

    /// <summary>「12月才满一年」: it is not reached yet.</summary>
    private static bool IsAhead(Recognized recognized, Recognition found) =>
        recognized.Text.Text.AsSpan(Math.Max(0, found.Span.Start - Just)..found.Span.Start).Contains('才');

    private const int Just = 3;

    private static PartialDate? Since(DurationMention length, DateOnly today) => length switch
    {
        { Months: { } months } => new PartialDate(today.AddMonths(-months)),
        { MinMonths: { } least } => new PartialDate(today.AddMonths(-least)),
        _ => null,
    };
}
