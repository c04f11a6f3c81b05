using System.Collections.Immutable;
using System.Globalization;

namespace Bot.State.Time;

/// <summary>
/// A moment as others write it: an ISO 8601 instant with its offset, or a date, which stands for the beginning of that day where the notices apply.
/// </summary>
public static class Moment
{
    // Asia/Shanghai has no summer time since 1992.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>What to tell somebody who wrote something else.</summary>
    public static ImmutableArray<string> Allowed { get; } = ["YYYY-MM-DD", "YYYY-MM-DDThh:mm:ss+08:00"];

    /// <summary>False also for years before 2000 and after 2100: nobody means them, and no calendar is known.</summary>
    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        moment = default;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            if (!IsMeant(day.Year)) return false;
            moment = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset);
        }
        else
        {
            var numeric = text.EndsWith('Z') ? string.Concat(text.AsSpan(0, text.Length - 1), "+00:00") : text;
            if (!DateTimeOffset.TryParseExact(numeric, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)) return false;
            if (!IsMeant(instant.Year)) return false;
            moment = instant.ToOffset(Offset);
        }

        return true;
    }

    private static bool IsMeant(int year) => year is >= 2000 and <= 2100;
}
