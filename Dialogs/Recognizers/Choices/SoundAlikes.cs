using Dialogs.Language;
using Knowledge.Rules;

namespace Dialogs.Recognizers.Choices;

/// <summary>
/// Finds the option of a field that was asked for in an answer with a homophone in it (one sound, another character). Only for short answers in
/// which nothing was found as written; one option must be meant and no other.
/// </summary>
internal static class SoundAlikes
{
    private const int LongestAnswer = 16;
    private const int ShortestPhrase = 3;

    /// <summary>The option's value, or null.</summary>
    /// <param name="found">How long the longest phrase found as written is; a homophone must be in a longer one.</param>
    public static string? Find(string text, Field field, int found)
    {
        if (text.Length is < ShortestPhrase or > LongestAnswer) return null;
        string? value = null;
        var longest = found + 1;
        foreach (var option in field.Options)
            foreach (var said in option.Said.Prepend(option.Text))
            {
                if (said.Length > 1 && text.Contains(said, StringComparison.Ordinal)) return null;
                if (said.Length < Math.Max(longest, ShortestPhrase) || said.Contains('…', StringComparison.Ordinal) || !Sounds(text, said)) continue;
                if (said.Length == longest && value is not null && value != option.Value) return null;
                (value, longest) = (option.Value, said.Length);
            }
        return value;
    }

    private static bool Sounds(string text, string said)
    {
        for (var start = 0; start + said.Length <= text.Length; start++)
            if (SoundsAt(text, start, said)) return true;
        return false;
    }

    /// <summary>At most a third of the characters are others, and those sound the same.</summary>
    private static bool SoundsAt(string text, int start, string said)
    {
        var others = 0;
        for (var i = 0; i < said.Length; i++)
        {
            if (text[start + i] == said[i]) continue;
            if (++others * 3 > said.Length || !Pinyin.SoundAlike(text[start + i], said[i])) return false;
        }
        return true;
    }
}
