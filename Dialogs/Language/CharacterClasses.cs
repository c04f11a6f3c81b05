using System.Globalization;

namespace Dialogs.Language;

/// <summary>What becomes of characters that are not letters: blanks, controls, pictures and punctuation.</summary>
internal static class CharacterClasses
{
    /// <summary>Marks the end of a line in normalised text.</summary>
    internal const char LineBreak = '\n';

    internal static void Apply(char[] fold)
    {
        for (var c = 0; c < fold.Length; c++)
            fold[c] = Class((char)c) switch
            {
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark when !IsWanted((char)c) => CharacterTables.Dropped,
                UnicodeCategory.SpaceSeparator or UnicodeCategory.OtherSymbol or UnicodeCategory.PrivateUse => ' ',
                UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => LineBreak,
                _ => (char)c,
            };
        fold['\t'] = ' ';
        fold['\n'] = fold['\r'] = fold['\v'] = fold['\f'] = LineBreak;
        fold['\u20e3'] = fold['\ufeff'] = CharacterTables.Dropped;
    }

    /// <summary>Writes one form for the many dashes, quotes and dots. Full-width forms are folded by the table already.</summary>
    internal static void ApplyPunctuation(char[] fold)
    {
        foreach (var c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\u30fc") fold[c] = '-';
        foreach (var c in "“”„‟«»「」『』〝〞″") fold[c] = '"';
        foreach (var c in "‘’‛′") fold[c] = '\'';
        foreach (var c in "…⋯。｡") fold[c] = '。';
        foreach (var c in "\u301c\uff5e") fold[c] = '~';
        foreach (var c in "·•・‧∙") fold[c] = '·';
        fold['\u2795'] = '+';
        foreach (var c in "○◯⚪") fold[c] = '〇';
        fold['﹑'] = fold['､'] = '、';
    }

    /// <summary>Combining marks belong to scripts other than Han, Latin and their symbols; variation selectors are dropped.</summary>
    private static bool IsWanted(char c) =>
        Class(c) is UnicodeCategory.NonSpacingMark && c is < '\ufe00' or > '\ufe0f' && c < '\u2000';

    private static UnicodeCategory Class(char c) => CharUnicodeInfo.GetUnicodeCategory(c);
}
