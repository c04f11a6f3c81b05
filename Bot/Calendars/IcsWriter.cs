using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Bot.Calendars;

/// <summary>Writes a calendar by RFC 5545: lines of at most 75 octets ended by CRLF, UTF-8, all-day events whose end is the next day, alarms inside them.</summary>
internal static class IcsWriter
{
    public const string ContentType = "text/calendar; charset=utf-8";
    private const int LongestLine = 75;

    public static byte[] Write(string name, ImmutableArray<CalendarEvent> events, CalendarVersion version)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//notice-assistant//calendar//ZH");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, $"NAME:{Escape(name)}");
        Line(text, $"X-WR-CALNAME:{Escape(name)}");
        Line(text, "X-WR-TIMEZONE:Asia/Shanghai");
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT12H");
        Line(text, "X-PUBLISHED-TTL:PT12H");
        foreach (var item in events) Write(text, item, version);
        Line(text, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, CalendarEvent item, CalendarVersion version)
    {
        Line(text, "BEGIN:VEVENT");
        Line(text, $"UID:{item.Uid}");
        Line(text, $"DTSTAMP:{Utc(version.At)}");
        Line(text, $"LAST-MODIFIED:{Utc(version.At)}");
        Line(text, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{version.Sequence}"));
        Line(text, $"DTSTART;VALUE=DATE:{Day(item.Day)}");
        Line(text, $"DTEND;VALUE=DATE:{Day(item.Day.AddDays(1))}");
        Line(text, $"SUMMARY:{Escape(item.Summary)}");
        Line(text, $"DESCRIPTION:{Escape(item.Description)}");
        Line(text, "TRANSP:TRANSPARENT");
        Line(text, item.Cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
        foreach (var alarm in item.Cancelled ? [] : item.Alarms) Write(text, alarm, item.Summary);
        Line(text, "END:VEVENT");
    }

    private static void Write(StringBuilder text, TimeSpan alarm, string summary)
    {
        Line(text, "BEGIN:VALARM");
        Line(text, "ACTION:DISPLAY");
        Line(text, $"TRIGGER:{Duration(alarm)}");
        Line(text, $"DESCRIPTION:{Escape(summary)}");
        Line(text, "END:VALARM");
    }

    internal static string Duration(TimeSpan length)
    {
        var (sign, left) = length < TimeSpan.Zero ? ("-", -length) : ("", length);
        var time = $"{(left.Hours > 0 ? $"{left.Hours}H" : "")}{(left.Minutes > 0 ? $"{left.Minutes}M" : "")}";
        var days = left.Days > 0 ? $"{left.Days}D" : "";
        return (days, time) is ("", "") ? "PT0S" : $"{sign}P{days}{(time.Length > 0 ? "T" + time : "")}";
    }

    private static string Escape(string text) => text.ReplaceLineEndings("\n").Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Folded before the 76th octet, never inside of a character; the blank that begins the next line counts.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var length = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                length = 1;
            }
            text.Append(rune.ToString());
            length += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
