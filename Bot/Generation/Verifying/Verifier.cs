using System.Collections.Immutable;

namespace Bot.Generation.Verifying;

/// <summary>
/// Lets through of what a model wrote only what the pack's own answer says. It is not asked whether a sentence is plausible, but whether each of its pieces stands in
/// one sentence of the answer, and whether all of the answer is still there. Pure.
/// </summary>
internal static class Verifier
{
    /// <summary>More is not an answer to a question.</summary>
    private const int MostCharacters = 1_500;

    /// <param name="answer">The pack's own answer.</param>
    /// <param name="written">What the model made of it.</param>
    /// <returns>What may be sent; null: the pack's own answer must be, or nothing was gained.</returns>
    public static string? Check(string answer, string written)
    {
        if (written.Length is 0 or > MostCharacters || written.Any(IsHidden)) return null;
        var source = Tokenizer.Read(answer);
        var used = new bool[source.Length];
        var kept = Keep(source, Tokenizer.Read(written), used);
        if (!IsComplete(source, used)) return null;
        var text = string.Concat(kept).Trim();
        return text == answer.Trim() ? null : text;
    }

    private static List<string> Keep(ImmutableArray<Sentence> source, ImmutableArray<Sentence> written, bool[] used)
    {
        var (kept, next) = (new List<string>(), 0);
        foreach (var sentence in written)
        {
            if (SaysNothing(sentence)) kept.Add(sentence.Written);
            else if (Places(source, sentence, next) is { Count: > 0 } places)
            {
                kept.Add(sentence.Written);
                foreach (var place in places) used[place] = true;
                next = places[^1] + 1;
            }
        }
        return kept;
    }

    /// <summary>The sentences of the answer that these words say, in order; empty: they say something else.</summary>
    private static List<int> Places(ImmutableArray<Sentence> source, Sentence sentence, int next)
    {
        var (places, from) = (new List<int>(), 0);
        while (from < sentence.Parts)
        {
            var (place, to) = Longest(source, sentence, from, next);
            if (to == from) return [];
            if (place >= 0)
            {
                places.Add(place);
                next = place + 1;
            }
            from = to;
        }
        return places;
    }

    private static (int Place, int To) Longest(ImmutableArray<Sentence> source, Sentence sentence, int from, int next)
    {
        for (var to = sentence.Parts; to > from; to--)
        {
            Token[] tokens = [.. sentence.Tokens.Where(t => t.Part >= from && t.Part < to)];
            for (var place = next; place < source.Length; place++)
                if (Alignment.Holds(tokens, source[place].Tokens)) return (place, to);
        }
        return IsPhrase(sentence, from) ? (-1, from + 1) : (-1, from);
    }

    private static bool SaysNothing(Sentence sentence) => sentence.Parts > 0 && Enumerable.Range(0, sentence.Parts).All(p => IsPhrase(sentence, p));

    private static bool IsPhrase(Sentence sentence, int part) => PlainWords.Phrases.Contains(string.Concat(sentence.Tokens.Where(t => t.Part == part).Select(t => t.Text)));

    /// <summary>The pack's answers are short: each of their sentences is needed, but for a kind word.</summary>
    private static bool IsComplete(ImmutableArray<Sentence> source, bool[] used)
    {
        for (var i = 0; i < source.Length; i++)
            if (!used[i] && !SaysNothing(source[i])) return false;
        return true;
    }

    // Signs that are not seen, or that turn the direction of reading.
    private static bool IsHidden(char c) => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.Surrogate
        || char.IsControl(c) && c != '\n';
}
