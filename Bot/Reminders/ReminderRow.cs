using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bot.State.Conversations;
using Dialogs.Reminders;

namespace Bot.Reminders;

/// <summary>One line of the preview or the report.</summary>
/// <param name="At">When it is due, in notice time.</param>
/// <param name="Person">A pseudonym.</param>
/// <param name="Status">What became of it; null: nothing yet.</param>
/// <param name="Noted">When that was, in notice time.</param>
internal sealed record ReminderRow(DateTimeOffset At, string Person, string Deadline, string Name, string Reminder, string? Status, DateTimeOffset? Noted)
{
    /// <summary>In the notices' own offset.</summary>
    public string When => Text(At);

    public string? NotedAt => Noted is { } noted ? Text(noted) : null;

    private static string Text(DateTimeOffset at) => at.ToOffset(ReminderPlanner.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}

/// <summary>Writes the rows, by time and person, as a table for people, as CSV, or as JSON.</summary>
internal static class ReminderRows
{
    private static readonly JsonSerializerOptions Json = new(StateJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(IEnumerable<ReminderRow> rows, string format, TextWriter output)
    {
        var sorted = rows.OrderBy(r => r.At).ThenBy(r => r.Person, StringComparer.Ordinal).ThenBy(r => r.Reminder, StringComparer.Ordinal).ToList();
        return output.WriteLineAsync(format switch
        {
            "csv" => Csv(sorted),
            "json" => JsonSerializer.Serialize(sorted.Select(r => new { at = r.When, person = r.Person, deadline = r.Deadline, name = r.Name, reminder = r.Reminder, status = r.Status, noted = r.NotedAt }), Json),
            _ => Table(sorted),
        });
    }

    private static string Csv(List<ReminderRow> rows) => string.Join("\r\n",
        rows.Select(r => string.Join(',', new[] { r.When, r.Person, r.Deadline, r.Name, r.Reminder, r.Status ?? "", r.NotedAt ?? "" }.Select(Quoted))).Prepend("at,person,deadline,name,reminder,status,noted"));

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Table(List<ReminderRow> rows)
    {
        if (rows.Count == 0) return "Nobody gets anything in that time.";
        var text = new StringBuilder();
        foreach (var row in rows) text.Append($"{row.When[..16].Replace('T', ' ')}  {row.Person,-20}  {row.Reminder,-26}  {row.Name}{(row.Status is null ? "" : $"  {row.Status} {row.NotedAt![..16].Replace('T', ' ')}")}\n");
        return text.Append($"{rows.Count} reminders, {rows.Select(r => (r.At, r.Person)).Distinct().Count()} messages, {rows.Select(r => r.Person).Distinct().Count()} people.").ToString();
    }
}
