using System.Collections.Immutable;
using Dialogs.Recognizers.Commands;
using Dialogs.Reminders;
using Dialogs.Turns;

namespace Dialogs.Flows.Reminders;

/// <summary>Finds what a message wants of the reminders, clause by clause: several wishes may stand in one message, beside a question or facts.</summary>
internal static class WishReader
{
    private static readonly System.Buffers.SearchValues<char> Ends = System.Buffers.SearchValues.Create(",。!?;\n");
    private const int LongestClause = 60;

    public static Wishes Read(Heard heard)
    {
        var text = Spelt(heard.Meant);
        var answers = heard.State.Subject == ReminderWriter.Subject;
        if (!answers && !CommandWords.Named("reminder-hint").In(text) && !IsSubscribed(heard) && !SaysDone(heard, text)) return Wishes.None;
        var clauses = Clauses(text).Where(c => !CommandReader.IsOneOf(c, CommandWords.Named("others-not"))).Select(c => WishClause.Read(heard, c)).ToList();
        return clauses.TrueForAll(c => c.Wish is null) ? Settings(heard, clauses) : Join(clauses);
    }

    /// <summary>「提前10天和2天，晚上8点」: nothing but times.</summary>
    private static Wishes Settings(Heard heard, List<WishClause> clauses) =>
        clauses.Count > 0 && clauses.TrueForAll(c => !c.Setting.IsEmpty && Changes(heard, c))
            ? new([clauses.Skip(1).Aggregate(new Wish.Remind(clauses[0].Deadlines, clauses[0].Setting, false), With)], "")
            : Wishes.None;

    internal static bool IsSubscribed(Heard heard) => heard.State.Reminders is { On: true } r && r.Notice == heard.Notice.Id.Value;

    private static bool SaysDone(Heard heard, string text) =>
        heard.State.Reminders is { Done.IsEmpty: false } && CommandWords.Named("undone").In(text) || CommandWords.Named("step-done").In(text) || CommandReader.IsOneOf(text, CommandWords.Named("bare-done")) || heard.Notice.Reminders.Steps.Any(s => s.Done.Any(p => text.Contains(p, StringComparison.Ordinal)));

    /// <summary>A time or a number of days alone changes the reminders while they are talked about, or where the words say "change".</summary>
    private static bool Changes(Heard heard, WishClause clause) =>
        IsSubscribed(heard) && !heard.Asks && heard.Asking is null && (heard.State.Subject is ReminderFlow.Name or ReminderWriter.Subject || CommandWords.Named("change").In(clause.Text) || clause.Text.StartsWith('改'));

    private static Wishes Join(List<WishClause> clauses)
    {
        var wishes = ImmutableArray.CreateBuilder<Wish>();
        var rest = new List<string>();
        WishClause? waiting = null;
        foreach (var clause in clauses)
        {
            if (clause.Wish is { } wish)
            {
                wishes.Add(wish is Wish.Remind remind && waiting is not null ? With(remind, waiting) : wish);
                waiting = null;
            }
            else if (!clause.Setting.IsEmpty && !clause.Asks)
            {
                if (wishes.Count > 0 && wishes[^1] is Wish.Remind last && (clause.Setting.Days.IsEmpty || last.Setting.Change == DayChange.Replace)) wishes[^1] = With(last, clause);
                else waiting = clause;
            }
            else rest.Add(clause.Text);
        }
        return new(wishes.ToImmutable(), string.Join(',', rest));
    }

    private static Wish.Remind With(Wish.Remind remind, WishClause clause) =>
        remind with { Deadlines = remind.Deadlines.IsEmpty ? clause.Deadlines : remind.Deadlines, Setting = remind.Setting.Or(clause.Setting) };

    /// <summary>Commas between numbers do not end a clause.</summary>
    private static IEnumerable<string> Clauses(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !(Ends.Contains(text[end]) && !(end > 0 && end + 1 < text.Length && char.IsAsciiDigit(text[end - 1]) && char.IsAsciiDigit(text[end + 1])))) end++;
            var mark = end < text.Length && text[end] is '?' ? 1 : 0;
            if (end > start && end - start <= LongestClause) yield return text[start..(end + mark)];
            start = end + 1;
        }
    }

    /// <summary>The word itself is often mistyped.</summary>
    private static string Spelt(string text)
    {
        foreach (var wrong in CommandWords.Named("remind-misspelt").Words) text = text.Replace(wrong, "提醒", StringComparison.Ordinal);
        foreach (var wrong in CommandWords.Named("subscribe-misspelt").Words) text = text.Replace(wrong, "订阅", StringComparison.Ordinal);
        return text;
    }
}
