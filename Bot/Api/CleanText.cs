using System.Text;

namespace Bot.Api;

/// <summary>Takes out of a text what nobody typed on purpose.</summary>
public static class CleanText
{
    /// <summary>
    /// Control characters become spaces (line breaks and tabs stay), invisible direction and zero-width marks go, halves of surrogate pairs go; the ends
    /// are trimmed.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || IsInvisible(rune.Value)) continue;
            if (Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')) clean.Append(' ');
            else clean.Append(rune.ToString());
        }

        return clean.ToString().Trim();
    }

    private static bool IsInvisible(int rune) =>
        rune is >= 0x200B and <= 0x200F or >= 0x202A and <= 0x202E or >= 0x2060 and <= 0x2069 or 0xFEFF or 0x00AD or (>= 0xE0000 and <= 0xE007F);
}
