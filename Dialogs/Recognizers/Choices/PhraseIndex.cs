using System.Buffers;
using System.Collections.Immutable;
using Dialogs.Language;
using Knowledge.Rules;

namespace Dialogs.Recognizers.Choices;

/// <summary>What a phrase of a field is for.</summary>
internal enum PhraseRole { Mask, Ambiguous, Option, Cue, Veto, Place }

/// <param name="Field">The field's place among the fields of the index.</param>
/// <param name="Value">For an option its value.</param>
/// <param name="Note">For an ambiguous answer its note.</param>
/// <param name="Rest">The parts after the first <c>…</c>.</param>
/// <param name="Written">How many characters are written out.</param>
internal sealed record Phrase(int Field, PhraseRole Role, string? Value, string? Note, ImmutableArray<string> Rest, int Written)
{
    /// <summary>Of what is ambiguous and of a place: the kind of work; null: none.</summary>
    public string? Work { get; init; }

    /// <summary>Whether it only suggests its option.</summary>
    public bool Yields { get; init; }
}

/// <summary>A phrase found in a text.</summary>
internal readonly record struct PhraseHit(Phrase Phrase, int Start, int End)
{
    /// <summary>Of overlapping phrases the heaviest counts: the longest, but what is ambiguous does not win by its gap.</summary>
    public int Weight => Phrase.Role == PhraseRole.Ambiguous && Phrase.Rest.Length > 0 ? Phrase.Written : End - Start;
}

/// <summary>All phrases of a notice's fields in one trie: one pass over a text finds them all. Immutable, shared by all threads.</summary>
internal sealed class PhraseIndex
{
    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create("。!?\n、");

    /// <summary>What masks an answer stands in its clause: 「甲…乙」 does not take the 乙 of the next one.</summary>
    private static readonly SearchValues<char> ClauseEnds = SearchValues.Create("。!?\n,;");

    /// <summary>「甲还是乙」 are two, which no 「甲…乙」 makes one.</summary>
    private const string Alternative = "还是";

    /// <summary>How many characters <c>…</c> may stand for.</summary>
    private const int LongestGap = 8;

    /// <summary>What makes another word of a 工 before it: 「水电工程」 names no 「水电工」, 「高级工程师」 no 「高级工」.</summary>
    private static readonly SearchValues<char> AfterWorker = SearchValues.Create("程作业艺会商龄资具厂地信");

    /// <summary>May stand inside a phrase without being written in it: 「工厂的工人」 is 「工厂工人」.</summary>
    private const char Filler = '的';

    private readonly Dictionary<ulong, int> children = [];
    private readonly Phrase[]?[] ends;

    public PhraseIndex(ImmutableArray<Field> fields)
    {
        Fields = fields;
        List<Phrase[]?> found = [null];
        void Add(int field, PhraseRole role, string said, string? value, string? note, string? work = null, bool yields = false) => this.Add(found, field, role, said, value, note, work, yields);
        for (var f = 0; f < fields.Length; f++)
        {
            var yields = fields[f].Yields.ToHashSet(StringComparer.Ordinal);
            foreach (var option in fields[f].Options)
                foreach (var said in option.Said.Prepend(option.Text)) Add(f, PhraseRole.Option, said, option.Value, null, yields: yields.Contains(said));
            foreach (var ambiguous in fields[f].Ambiguous)
                foreach (var said in ambiguous.Said) Add(f, PhraseRole.Ambiguous, said, null, ambiguous.Note, ambiguous.Work);
            foreach (var place in fields[f].Workplaces)
                foreach (var said in place.Said) Add(f, PhraseRole.Place, said, place.Value, null, place.Work);
            foreach (var mask in fields[f].Masks) Add(f, PhraseRole.Mask, mask, null, null);
            foreach (var cue in fields[f].Cues) Add(f, PhraseRole.Cue, cue, null, null);
            foreach (var veto in fields[f].Vetoes) Add(f, PhraseRole.Veto, veto, null, null);
        }
        ends = [.. found];
        children.TrimExcess();
    }

    public ImmutableArray<Field> Fields { get; }

    /// <summary>Every phrase at every place, also those that overlap.</summary>
    public void Find(string text, List<PhraseHit> hits)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var node = 0;
            for (var at = start; at < text.Length; at++)
            {
                if (!children.TryGetValue(Key(node, text[at]), out var child))
                {
                    if (text[at] == Filler && at > start) continue;
                    break;
                }
                node = child;
                if (ends[node] is { } phrases)
                    foreach (var phrase in phrases) Hit(text, phrase, start, at + 1, hits);
            }
        }
    }

    private static void Hit(string text, Phrase phrase, int start, int end, List<PhraseHit> hits)
    {
        foreach (var part in phrase.Rest)
        {
            var reach = text.AsSpan(end, Math.Min(text.Length - end, LongestGap + part.Length));
            if (reach.IndexOfAny(phrase.Role == PhraseRole.Mask ? ClauseEnds : SentenceEnds) is >= 0 and var stop) reach = reach[..stop];
            var found = reach.IndexOf(part);
            if (found < 0 || reach[..found].Contains(Alternative, StringComparison.Ordinal) || IsTakenBack(reach[..found])) return;
            end += found + part.Length;
        }
        if (IsInsideWord(text, start - 1, start) || IsInsideWord(text, end - 1, end)) return;
        hits.Add(new PhraseHit(phrase, start, end));
    }

    /// <summary>「甲，不对，是乙」: what comes after stands instead of what was before, not with it.</summary>
    private static bool IsTakenBack(ReadOnlySpan<char> gap) => gap.Contains("不对", StringComparison.Ordinal) || gap.Contains("错了", StringComparison.Ordinal);

    /// <summary>Whether the cut between two places goes through a Latin word, a number, or one of the words that begin with 工.</summary>
    private static bool IsInsideWord(string text, int left, int right) =>
        left >= 0 && right < text.Length && (char.IsAsciiLetter(text[left]) && char.IsAsciiLetter(text[right]) || char.IsAsciiDigit(text[left]) && char.IsAsciiDigit(text[right])
            || text[left] == '工' && AfterWorker.Contains(text[right]));

    private void Add(List<Phrase[]?> found, int field, PhraseRole role, string said, string? value, string? note, string? work, bool yields)
    {
        var parts = said.Split('…').Select(TextNormalizer.NormalizeText).Where(p => p.Length > 0).ToImmutableArray();
        if (parts.IsEmpty) return;
        var node = 0;
        foreach (var c in parts[0]) node = Child(found, node, c);
        var phrases = found[node] ?? [];
        if (!phrases.Any(p => p.Field == field && p.Role == role && p.Value == value && p.Work == work && p.Rest.SequenceEqual(parts[1..])))
            found[node] = [.. phrases, new Phrase(field, role, value, note, parts[1..], parts.Sum(p => p.Length)) { Work = work, Yields = yields }];
    }

    private int Child(List<Phrase[]?> found, int node, char c)
    {
        if (children.TryGetValue(Key(node, c), out var child)) return child;
        found.Add(null);
        return children[Key(node, c)] = found.Count - 1;
    }

    private static ulong Key(int node, char c) => ((ulong)node << 16) | c;
}
