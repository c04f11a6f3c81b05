using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace TestKit.Evaluation;

/// <summary>
/// Patterns of the evaluation items mean what JavaScript means by them with the flags <c>iu</c>. Where .NET differs (its \d and \w take
/// digits and letters of every script, its \b goes by that \w), the pattern is spelled out before it is compiled.
/// </summary>
public static class JavaScriptRegex
{
    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    public static bool IsMatch(string text, string pattern) =>
        Compiled.GetOrAdd(pattern, p => new Regex(Translate(p), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)).IsMatch(text);

    internal static string Translate(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length) result.Append(Escape(pattern[++i], inClass));
            else
            {
                // In .NET a '[' within a class may begin a subtraction; in JavaScript it is a character.
                if (c == '[' && inClass) result.Append('\\');
                inClass = c == '[' || (inClass && c != ']');
                result.Append(c == '$' && !inClass ? "\\z" : c.ToString());
            }
        }
        return result.ToString();
    }

    private static string Escape(char c, bool inClass) => (c, inClass) switch
    {
        ('d', false) => "[0-9]",
        ('d', true) => "0-9",
        ('D', false) => "[^0-9]",
        ('w', false) => "[A-Za-z0-9_]",
        ('w', true) => "A-Za-z0-9_",
        ('W', false) => "[^A-Za-z0-9_]",
        ('b', false) => "(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))",
        ('D' or 'W' or 'B', _) => throw new NotSupportedException($"\\{c} has no translation yet."),
        _ => $"\\{c}",
    };
}
