using Dialogs.Language;

namespace Dialogs.Recognizers.Choices;

/// <summary>Finds what a text says of a notice's fields: of phrases of one field that overlap the longest counts.</summary>
internal sealed class ChoiceRecognizer(PhraseIndex index)
{
    /// <param name="cues">Gets the cues and vetoes of date and amount fields, in the order of the text, none inside another.</param>
    public void Find(string text, List<Recognition> found, List<PhraseHit> cues)
    {
        var hits = new List<PhraseHit>();
        index.Find(text, hits);
        hits.Sort(Compare);
        for (var i = 0; i < hits.Count;)
        {
            var end = i + 1;
            while (end < hits.Count && hits[end].Phrase.Field == hits[i].Phrase.Field && IsCue(hits[end]) == IsCue(hits[i])) end++;
            Select(text, hits, i, end, found, cues);
            i = end;
        }
        cues.Sort(static (a, b) => a.Start - b.Start);
    }

    private void Select(string text, List<PhraseHit> hits, int from, int to, List<Recognition> found, List<PhraseHit> cues)
    {
        for (var i = from; i < to; i++)
        {
            var hit = hits[i];
            if (IsCovered(hits, from, i, hit)) continue;
            hits[i] = hit with { Start = ~hit.Start };
            if (IsCue(hit)) cues.Add(hit);
            else if (hit.Phrase.Role != PhraseRole.Mask)
                found.Add(new ChoiceMention(new TextSpan(hit.Start, hit.End), index.Fields[hit.Phrase.Field].Id, hit.Phrase.Value,
                    hit.Phrase.Role == PhraseRole.Option ? Stances.Of(text, hit.Start, hit.End) : Stance.Said, hit.Phrase.Note));
        }
    }

    /// <summary>Whether a hit overlaps one chosen before; chosen ones are marked by the complement of their start.</summary>
    private static bool IsCovered(List<PhraseHit> hits, int from, int to, PhraseHit hit)
    {
        for (var i = from; i < to; i++)
            if (hits[i].Start < 0 && ~hits[i].Start < hit.End && hit.Start < hits[i].End) return true;
        return false;
    }

    private static bool IsCue(PhraseHit hit) => hit.Phrase.Role is PhraseRole.Cue or PhraseRole.Veto;

    /// <summary>Field by field, cues apart, the heaviest first, then the leftmost, then masks before what is ambiguous before options.</summary>
    private static int Compare(PhraseHit a, PhraseHit b)
    {
        if (a.Phrase.Field != b.Phrase.Field) return a.Phrase.Field - b.Phrase.Field;
        if (IsCue(a) != IsCue(b)) return IsCue(a) ? 1 : -1;
        if (a.Weight != b.Weight) return b.Weight - a.Weight;
        return a.Start != b.Start ? a.Start - b.Start : a.Phrase.Role - b.Phrase.Role;
    }
}
