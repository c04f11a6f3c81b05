using System.Buffers;
using Dialogs.Language;
using Dialogs.Recognizers.Facts;
using Dialogs.Recognizers.Words;

namespace Dialogs.Recognizers.Choices;

/// <summary>Work that could be several options, and the places named in the same message that make it one: a teacher, and the kind of school.</summary>
internal struct PlacedWork
{
    private List<(PhraseHit Hit, int At)>? works;
    private List<PhraseHit>? places;

    /// <param name="at">Where its mention stands among what was found.</param>
    public void AddWork(PhraseHit hit, int at) => (works ??= []).Add((hit, at));

    public void AddPlace(PhraseHit hit) => (places ??= []).Add(hit);

    /// <summary>Puts the option of the place into the mention of the work; where places of several options are named it stays ambiguous.</summary>
    public readonly void Resolve(string text, List<Recognition> found)
    {
        if (works is null || places is null) return;
        foreach (var (hit, at) in works)
            if (!IsAddress(text, hit) && Place(text, hit, places) is { } value && found[at] is ChoiceMention mention)
                found[at] = mention with { Value = value, Note = null, Stance = Stances.Of(text, hit.Start, hit.End) };
    }

    /// <summary>「老师，我们…」, 「…吗老师」: said to somebody. A short text that begins so answers what one does.</summary>
    private static bool IsAddress(string text, PhraseHit hit)
    {
        if (!Addresses.Contains(text.AsSpan(hit.Start, hit.End - hit.Start))) return false;
        if (hit.Start == 0) return text.Length > LongestAnswer || hit.End < text.Length && AfterAddress.Contains(text[hit.End]);
        return hit.End == text.AsSpan().TrimEnd("。!?,~ ").Length && BeforeAddress.Contains(text[hit.Start - 1]);
    }

    private const int LongestAnswer = 14;

    private static readonly WordList Addresses = WordList.Named("address");
    private static readonly SearchValues<char> AfterAddress = SearchValues.Create("您你好请问想麻");
    private static readonly SearchValues<char> BeforeAddress = SearchValues.Create("吗呢吧么呀啊嘛了,。?!");

    /// <summary>The option of the places in the clause of the work, else of those in the whole message.</summary>
    private static string? Place(string text, PhraseHit work, List<PhraseHit> places)
    {
        var clause = Clauses.Around(text, new TextSpan(work.Start, work.End));
        string? near = null, any = null;
        bool several = false, severalNear = false;
        foreach (var place in places)
        {
            if (place.Phrase.Field != work.Phrase.Field || place.Phrase.Work != work.Phrase.Work || Stances.Of(text, place.Start, place.End) == Stance.Denied) continue;
            several |= any is not null && any != place.Phrase.Value;
            any = place.Phrase.Value;
            if (place.Start < clause.Start || place.End > clause.End) continue;
            severalNear |= near is not null && near != place.Phrase.Value;
            near = place.Phrase.Value;
        }
        return severalNear ? null : near ?? (several ? null : any);
    }
}
