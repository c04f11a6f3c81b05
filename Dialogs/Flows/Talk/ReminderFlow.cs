using Dialogs.Recognizers.Commands;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;

namespace Dialogs.Flows.Talk;

/// <summary>Somebody wants to be reminded, or the dates for a calendar: they get the dates that concern them.</summary>
internal static class ReminderFlow
{
    private const string Name = "reminders";

    public static bool Takes(Heard heard) =>
        heard.Has(Command.Remind) || heard.Has(Command.Silence) || heard.Has(Command.Calendar) || heard.Has(Command.Reminders)
        || heard.State.Subject == Name && heard.Text.Length <= 14 && CommandWords.Named("dates").In(heard.Text);

    public static Spoken Run(Heard heard)
    {
        var role = heard.State.Role;
        var text = heard.Has(Command.Silence) ? ReminderWording.Silent()
            : heard.Has(Command.Calendar) ? ReminderWording.Calendar(heard.Notice, role, heard.Today)
            : heard.Has(Command.Remind) && !heard.Has(Command.Reminders) ? ReminderWording.Later(heard.Notice, role, heard.Today)
            : ReminderWording.Dates(heard.Notice, role, heard.Today);
        return new Spoken(heard.State with { Subject = Name }, new Reply { Text = text });
    }
}
