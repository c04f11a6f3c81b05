using System.Globalization;
using System.Text.RegularExpressions;

namespace Bot.Generation.Verifying;

/// <summary>What models like to write around words: bold, headings, bullets, numbered lines.</summary>
internal static partial class Markup
{
    /// <summary>Bold and headings taken out; they would be seen as signs where they are not drawn.</summary>
    public static string Plain(string text) => Heading().Replace(text.Replace("**", "", StringComparison.Ordinal).Replace("\r\n", "\n", StringComparison.Ordinal), "");

    /// <summary>Whether the numbers at the beginnings of lines count these lines: another number may be a part of what is said.</summary>
    public static bool CountsLines(string text)
    {
        var next = 1;
        foreach (var number in Numbered().EnumerateMatches(text))
            if (int.Parse(text.AsSpan(number.Index, number.Length).Trim().TrimEnd(".、)）"), CultureInfo.InvariantCulture) != next++) return false;
        return true;
    }

    public static string WithoutBullet(string line) => Numbered().Replace(Bullet().Replace(line, ""), "");

    [GeneratedRegex(@"^[ \t]*#{1,6}[ \t]+", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^[ \t]*[-*•·][ \t]+", RegexOptions.Multiline)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^[ \t]*[1-9][0-9]?[.、)）](?=[ \t]*[^\d \t])", RegexOptions.Multiline)]
    private static partial Regex Numbered();
}
