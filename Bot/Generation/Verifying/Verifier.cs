using System.Globalization;

namespace Bot.Generation.Verifying;

/// <summary>
/// Lets through of what a model wrote only what the pack's own answer says. It is not asked whether a sentence is plausible, but whether each of its pieces stands in
/// the answer, in its place, and whether all of the answer is still there. Pure.
/// </summary>
internal static class Verifier
{
    /// <summary>More is not an answer to a question.</summary>
    private const int MostCharacters = 1_500;

    /// <param name="answer">The pack's own answer.</param>
    /// <param name="written">What the model made of it.</param>
    /// <returns>What may be sent; null: the pack's own answer must be, or nothing was gained.</returns>
    public static string? Check(string answer, string written, Subject subject)
    {
        if (written.Length is 0 or > MostCharacters || written.Any(IsHidden)) return null;
        written = Markup.Plain(written);
        if (!Markup.CountsLines(written)) return null;
        var source = Tokenizer.Tokens(answer);
        var (kept, said) = (new List<string>(), 0);
        foreach (var sentence in Tokenizer.Read(written))
        {
            var reached = Reach(sentence.Tokens, source, said, subject);
            if (reached == said && !SaysNothing(sentence.Tokens, source)) continue;
            kept.Add(sentence.Written);
            said = reached;
        }
        var text = string.Concat(kept).Trim();
        return said == 0 || !Alignment.MayEnd(source, said) || text == answer.Trim() ? null : text;
    }

    private static int Reach(Token[] written, Token[] source, int from, Subject subject)
    {
        var reached = Alignment.Reach(WithoutPhrases(from == 0 ? Echo.Bare(written, source, subject) : written, source), source, from, subject);
        return reached;
    }

    private static bool SaysNothing(Token[] sentence, Token[] source) => sentence.Length > 0 && WithoutPhrases(sentence, source).Length == 0;

    private static Token[] WithoutPhrases(Token[] sentence, Token[] source)
    {
        var left = new List<Token>(sentence.Length);
        for (var from = 0; from < sentence.Length;)
        {
            var to = from + 1;
            while (to < sentence.Length && sentence[to].Before == Pause.None) to++;
            if (!IsPhrase(Tokenizer.Line(sentence[from..to]), source)) left.AddRange(sentence[from..to]);
            from = to;
        }
        return [.. left];
    }

    private static bool IsPhrase(string part, Token[] source) => PlainWords.Phrases.Contains(part) || (PlainWords.Sources.Contains(part) && IsOfTheNotice(source));

    /// <summary>Nothing in the answer is worked out, or not written in the notice.</summary>
    private static bool IsOfTheNotice(Token[] source) => !Array.Exists(source, t => t.Text is "没写" or "没提" or "推算" or "没有");

    // Signs that are not seen, or that turn the direction of reading.
    private static bool IsHidden(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate || (char.IsControl(c) && c != '\n');
}
