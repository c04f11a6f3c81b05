using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bot.Channels.Teams.Activities;

/// <summary>
/// Takes out of a message whom it calls: the bot, since that is not part of the question, and everybody else, since a name that is not kept cannot leak.
/// </summary>
internal static partial class Mentions
{
    /// <summary>Null: the activity has no text.</summary>
    public static string? Strip(JsonElement activity, string? bot)
    {
        if (activity.Text("text") is not { } text) return null;
        foreach (var mention in activity.Items("entities").Where(e => e.Text("type") == "mention"))
            if (mention.Text("text") is { Length: > 0 } called) text = text.Replace(called, " ", StringComparison.Ordinal);
            else if (mention.Member("mentioned").Text("id") == bot && mention.Member("mentioned").Text("name") is { Length: > 0 } name) text = WithoutPlain(text, name);
        text = At().Replace(text, " ");
        if (text.Contains('&', StringComparison.Ordinal)) text = WebUtility.HtmlDecode(text);
        return Gaps().Replace(text, " ").Trim();
    }

    // A client that writes the name without tags.
    private static string WithoutPlain(string text, string name) => text.TrimStart() is var start && start.StartsWith($"@{name}", StringComparison.Ordinal) ? start[(name.Length + 1)..] : text;

    [GeneratedRegex("<at(?: [^>]*)?>.*?</at>", RegexOptions.Singleline)]
    private static partial Regex At();

    // Spaces of all kinds, but no line breaks.
    [GeneratedRegex(@"[^\S\n]{2,}|\u00a0")]
    private static partial Regex Gaps();
}
