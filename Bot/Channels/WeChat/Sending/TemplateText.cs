using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Delivery;

namespace Bot.Channels.WeChat.Sending;

/// <summary>What the placeholders of a template's fields stand for.</summary>
/// <param name="Headline">The announcement's first line.</param>
/// <param name="Now">Notice time, as it is in China.</param>
/// <param name="About">Null: it is about no deadline.</param>
internal sealed record TemplateFacts(string Headline, DateTimeOffset Now, AboutDeadline? About)
{
    /// <summary>Facts of every kind, to try a template out.</summary>
    public static readonly TemplateFacts Example = new("提醒：网上提交还有2天截止", new(2026, 1, 2, 9, 0, 0, TimeSpan.FromHours(8)), new("网上提交", new(2026, 1, 4), ["证明材料"]));
}

/// <summary>The text of one field of a template: words, and placeholders in braces.</summary>
internal static partial class TemplateText
{
    private static readonly Dictionary<string, Func<TemplateFacts, bool, string?>> Known = new(StringComparer.Ordinal)
    {
        ["headline"] = (f, _) => f.Headline,
        ["today"] = (f, withTime) => Day(DateOnly.FromDateTime(f.Now.DateTime)) + (withTime ? f.Now.ToString(" HH:mm", CultureInfo.InvariantCulture) : ""),
        ["deadline"] = (f, _) => f.About?.Name,
        // Its last day counts to its end.
        ["closes"] = (f, withTime) => f.About is { Closes: var day } ? Day(day) + (withTime ? " 23:59" : "") : null,
        ["days"] = (f, _) => f.About is { Closes: var day } && day.DayNumber - DateOnly.FromDateTime(f.Now.DateTime).DayNumber is >= 0 and var left ? left.ToString(CultureInfo.InvariantCulture) : null,
        ["missing"] = (f, _) => f.About is { Missing: { Count: > 0 } missing } ? string.Join('、', missing) : null,
    };

    public static IEnumerable<string> Placeholders => Known.Keys;

    /// <summary>Whether it can be filled only for a reminder of a deadline.</summary>
    public static bool NeedsDeadline(string text) => Braces.Matches(text).Any(m => m.Groups[1].Value is not ("headline" or "today"));

    /// <summary>The placeholders in it that there are not.</summary>
    public static IEnumerable<string> Unknown(string text) => Braces.Matches(text).Select(m => m.Groups[1].Value).Where(p => !Known.ContainsKey(p));

    /// <returns>Null: the announcement has not what it asks for.</returns>
    public static string? Fill(string text, TemplateFacts facts, bool withTime)
    {
        var isComplete = true;
        var filled = Braces.Replace(text, match =>
        {
            if (Known.GetValueOrDefault(match.Groups[1].Value)?.Invoke(facts, withTime) is { } value) return value;
            isComplete = false;
            return "";
        });
        return isComplete ? filled : null;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Braces { get; }
}
