using Dialogs.Language;
using Dialogs.Recognizers.Words;

namespace Dialogs.Recognizers.Choices;

/// <summary>Finds what a text says of a notice's fields: of phrases of one field that overlap the longest counts.</summary>
internal sealed class ChoiceRecognizer(PhraseIndex index)
{
    private static readonly WordList Deny = WordList.Named("deny");

    /// <param name="cues">Gets the cues and vetoes of date and amount fields, in the order of the text, none inside another.</param>
    public void Find(string text, List<Recognition> found, List<PhraseHit> cues)
    {
        var hits = new List<PhraseHit>();
        index.Find(text, hits);
        for (var i = hits.Count - 1; i >= 0; i--)
            if (IsDeniedAndLeft(text, hits[i]) || IsMaskedAndLeft(text, hits, hits[i])) hits.RemoveAt(i);
        hits.Sort(Compare);
        var works = new PlacedWork();
        for (var i = 0; i < hits.Count;)
        {
            var end = i + 1;
            while (end < hits.Count && hits[end].Phrase.Field == hits[i].Phrase.Field && Kind(hits[end]) == Kind(hits[i])) end++;
            Select(text, hits, i, end, found, cues, ref works);
            i = end;
        }
        works.Resolve(text, found);
        cues.Sort(static (a, b) => a.Start - b.Start);
    }

    private void Select(string text, List<PhraseHit> hits, int from, int to, List<Recognition> found, List<PhraseHit> cues, ref PlacedWork works)
    {
        for (var i = from; i < to; i++)
        {
            var hit = hits[i];
            if (IsCovered(hits, from, i, hit)) continue;
            hits[i] = hit with { Start = ~hit.Start };
            if (hit.Phrase.Role is PhraseRole.Cue or PhraseRole.Veto) cues.Add(hit);
            else if (hit.Phrase.Role == PhraseRole.Place) { if (!IsMasked(hits, from, hit)) works.AddPlace(hit); }
            else if (hit.Phrase.Role != PhraseRole.Mask)
            {
                if (hit.Phrase is { Role: PhraseRole.Ambiguous, Work: not null }) works.AddWork(hit, found.Count);
                found.Add(new ChoiceMention(new TextSpan(hit.Start, hit.End), index.Fields[hit.Phrase.Field].Id, hit.Phrase.Value,
                    hit.Phrase.Role == PhraseRole.Option ? Stances.Of(text, hit.Start, hit.End) : Stance.Said, hit.Phrase.Note) { Yields = hit.Phrase.Yields });
            }
        }
    }

    /// <summary>「不是甲，是乙」: what is denied ends with its clause, and no 「甲…乙」 goes on beyond it.</summary>
    private static bool IsDeniedAndLeft(string text, PhraseHit hit) =>
        IsGapped(hit) && LeavesClause(text, hit) && Deny.Before(text, hit.Start) > 0;

    /// <summary>「户口在甲，人在乙的学校」: where a clause before masks what a 「甲…学校」 begins with, it does not begin there.</summary>
    private static bool IsMaskedAndLeft(string text, List<PhraseHit> hits, PhraseHit hit) =>
        IsGapped(hit) && LeavesClause(text, hit)
        && hits.Exists(m => m.Phrase.Role == PhraseRole.Mask && m.Phrase.Field == hit.Phrase.Field && m.Start < hit.Start && hit.Start < m.End && !LeavesClause(text, m));

    private static bool IsGapped(PhraseHit hit) => !hit.Phrase.Rest.IsEmpty && hit.Phrase.Role != PhraseRole.Mask;

    private static bool LeavesClause(string text, PhraseHit hit) => text.AsSpan(hit.Start, hit.End - hit.Start).Contains(',');

    /// <summary>Whether a hit overlaps one chosen before, of places one for the same kind of work; chosen ones are marked by the complement of their start.</summary>
    private static bool IsCovered(List<PhraseHit> hits, int from, int to, PhraseHit hit)
    {
        for (var i = from; i < to; i++)
            if (hits[i].Start < 0 && ~hits[i].Start < hit.End && hit.Start < hits[i].End && (hit.Phrase.Role != PhraseRole.Place || hit.Phrase.Work == hits[i].Phrase.Work)) return true;
        return false;
    }

    /// <summary>「高中毕业」 names no place: what is masked by more words is none. The masks of a field come before its places.</summary>
    private static bool IsMasked(List<PhraseHit> hits, int before, PhraseHit place)
    {
        for (var i = before - 1; i >= 0 && hits[i].Phrase.Field == place.Phrase.Field; i--)
            if (hits[i].Start < 0 && hits[i].Phrase.Role == PhraseRole.Mask && ~hits[i].Start <= place.Start && place.End <= hits[i].End && hits[i].End + hits[i].Start + 1 > place.End - place.Start) return true;
        return false;
    }

    /// <summary>Phrases of one kind exclude each other where they overlap: what is said, what stands beside a date, where one works.</summary>
    private static int Kind(PhraseHit hit) => hit.Phrase.Role switch
    {
        PhraseRole.Cue or PhraseRole.Veto => 1,
        PhraseRole.Place => 2,
        _ => 0,
    };

    /// <summary>Field by field and kind by kind, the heaviest first, then the leftmost, then masks before what is ambiguous before options.</summary>
    private static int Compare(PhraseHit a, PhraseHit b)
    {
        if (a.Phrase.Field != b.Phrase.Field) return a.Phrase.Field - b.Phrase.Field;
        if (Kind(a) != Kind(b)) return Kind(a) - Kind(b);
        if (a.Weight != b.Weight) return b.Weight - a.Weight;
        return a.Start != b.Start ? a.Start - b.Start : a.Phrase.Role - b.Phrase.Role;
    }
}
