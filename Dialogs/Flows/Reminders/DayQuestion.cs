using System.Collections.Immutable;
using Dialogs.Recognizers.Commands;
using Dialogs.Reminders;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;
using Knowledge.Deadlines;

namespace Dialogs.Flows.Reminders;

/// <summary>「什么时候截止」「还剩几天」 in reply to a reminder: the day of what it was about, as of now.</summary>
internal static class DayQuestion
{
    private const int Longest = 16;

    public static bool Takes(Heard heard) =>
        heard.Picked is null && heard.Meant.Length <= Longest && !About(heard).IsEmpty && CommandWords.Named("day-asked").Make(heard.Meant, CommandWords.Named("day-around"));

    public static Spoken Answer(Heard heard)
    {
        var (about, today) = (About(heard), heard.Today);
        var opening = CommandWords.Named("of-the-opening").In(heard.Meant);
        var reply = new Reply
        {
            Text = ReminderWording.Message([.. about.Select(d => ReminderWording.DayOf(d, today, opening))], ""),
            Citations = [.. about.SelectMany(d => d.Citations).Distinct()],
            Choices = ReminderWording.After(heard.Notice, [.. about.Where(d => d.Closes >= today)], today),
        };
        return new Spoken(heard.State, reply);
    }

    /// <summary>What the reminder was about; once that is done, what comes next; after 「纸质的截止前提醒我」 those named.</summary>
    private static ImmutableArray<Deadline> About(Heard heard)
    {
        if (heard.State.Reminders is not { } r || r.Notice != heard.Notice.Id.Value) return [];
        if (heard.State.Subject == ReminderWriter.Subject) return [.. r.Last.Select(heard.Notice.Deadline).OfType<Deadline>()];
        if (heard.State.Subject != ReminderFlow.Name || !r.On) return [];
        if (!r.Only.IsEmpty) return [.. r.Only.Select(heard.Notice.Deadline).OfType<Deadline>()];
        return r is { Last.IsEmpty: true, Done.IsEmpty: false } ? [.. Chosen.Ahead(heard.Notice, heard.State, heard.Today).Take(1)] : [];
    }
}
