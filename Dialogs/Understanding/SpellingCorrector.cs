using System.Reflection;
using System.Runtime.InteropServices;
using Dialogs.Language;

namespace Dialogs.Understanding;

/// <summary>
/// Writes a word that sounds like one of the notice's as that word (「公式」 where only 公示 can be meant), and pinyin in letters as characters.
/// What is itself a known word stays as it is.
/// </summary>
internal sealed class SpellingCorrector
{
    private const int Longest = 8;
    private const int MostReadings = 6;
    private const string Particles = "吗嘛呢吧啊呀哦么啦了的得地着过";

    /// <summary>A pair of characters that stands in the texts at least one time for so many of the proposed one is usual.</summary>
    private const int Usual = 6;

    private readonly PhraseTrie<bool> known = new();
    private readonly Dictionary<uint, int> pairs = [];
    private readonly HashSet<string> frequent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> fuzzy = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> spelled = new(StringComparer.Ordinal);

    /// <summary>Letters that people write instead of a word (ddl), which is then read for them.</summary>
    private readonly Dictionary<string, string> letters = new(StringComparer.Ordinal);

    /// <param name="words">Words that are often misspelt, most important first: of two that sound alike the first wins. Two characters must sound the same, longer ones alike.</param>
    /// <param name="phrases">Other words of the notice: known, and found when spelled in letters or, from three characters on, when they sound the same.</param>
    /// <param name="aliases">Words in letters, each with the word that it stands for.</param>
    /// <param name="texts">What people write about the notice: two characters that stand there hardly less often than those proposed are no typo.</param>
    public SpellingCorrector(IEnumerable<string> words, IEnumerable<string> phrases, IEnumerable<string> texts, IEnumerable<(string Letters, string Word)>? aliases = null)
    {
        foreach (var (written, word) in aliases ?? []) letters.TryAdd(written, word);
        foreach (var text in texts)
            for (var i = 0; i + 1 < text.Length; i++) CollectionsMarshal.GetValueRefOrAddDefault(pairs, Pair(text[i], text[i + 1]), out _)++;
        foreach (var word in CommonWords()) known.Add(word, true);
        foreach (var word in words.Where(IsHan))
        {
            frequent.Add(word);
            Add(word, exactFrom: 2, fuzzyFrom: 3);
        }
        foreach (var phrase in phrases.Where(IsHan)) Add(phrase, exactFrom: 4, fuzzyFrom: 5);
    }

    /// <param name="text">Normalised.</param>
    public string Correct(string text)
    {
        var spelledOut = Spelled(text);
        char[]? changed = null;
        for (var i = 0; i < spelledOut.Length;)
        {
            var length = known.Longest(spelledOut, i, out _);
            if (length >= 2) { i += length; continue; }
            if (IsSuffix(spelledOut, i)) { i++; continue; }
            if (SoundsLike(spelledOut, i) is not { } word) { i++; continue; }
            changed ??= spelledOut.ToCharArray();
            word.CopyTo(changed.AsSpan(i));
            i += word.Length;
        }
        return changed is null ? spelledOut : new string(changed);
    }

    /// <summary>「往哪个口子靠」: what ends a word begins none.</summary>
    private static bool IsSuffix(string text, int at) => text[at] is '子' or '们' && at > 0 && text[at - 1] is >= '\u4e00' and <= '\u9fff';

    private void Add(string word, int exactFrom, int fuzzyFrom)
    {
        if (word.Length is < 2 or > Longest) return;
        known.Add(word, true);
        foreach (var reading in Readings(word)) spelled.TryAdd(reading, word);
        if (word.Length >= exactFrom) exact.TryAdd(Sound(word, fuzzy: false), word);
        if (word.Length >= fuzzyFrom) fuzzy.TryAdd(Sound(word, fuzzy: true), word);
    }

    /// <summary>The longest word that the characters at <paramref name="start"/> sound like, without running into a known word.</summary>
    private string? SoundsLike(string text, int start)
    {
        var most = 0;
        while (most < Longest && start + most < text.Length && Pinyin.First(text[start + most]) >= 0) most++;
        for (var length = most; length >= 2; length--)
        {
            var span = text.AsSpan(start, length);
            if (!exact.TryGetValue(Sound(span, fuzzy: false), out var word) && (length < 3 || !fuzzy.TryGetValue(Sound(span, fuzzy: true), out word))) continue;
            if (!Breaks(text, start, word) && !IsCommon(span, word) && !IsOwnWord(span, word) && !(length == 2 && Particles.Contains(span[^1]))) return word;
        }
        return null;
    }

    /// <summary>Whether what stands there is itself usual, beside the word proposed.</summary>
    private bool IsCommon(ReadOnlySpan<char> span, string word)
    {
        for (var i = 0; i + 1 < word.Length; i++)
        {
            if (span[i] == word[i] && span[i + 1] == word[i + 1]) continue;
            var written = pairs.GetValueOrDefault(Pair(span[i], span[i + 1]));
            if (written > 1 && written * Usual >= pairs.GetValueOrDefault(Pair(word[i], word[i + 1]))) return true;
        }
        return false;
    }

    /// <summary>「加材料」: only the first character differs, and a word follows it that stands alone as well.</summary>
    private bool IsOwnWord(ReadOnlySpan<char> span, string word) =>
        word.Length > 2 && span[0] != word[0] && span[1..].SequenceEqual(word.AsSpan(1)) && known.Longest(span, 1, out _) == span.Length - 1;

    private static uint Pair(char a, char b) => (uint)a << 16 | b;

    /// <summary>Whether writing <paramref name="word"/> at <paramref name="start"/> would change a known word that begins within it.</summary>
    private bool Breaks(string text, int start, string word)
    {
        for (var i = start + 1; i < start + word.Length; i++)
        {
            var length = known.Longest(text, i, out _);
            if (length < 2) continue;
            if (i + length > start + word.Length || !word.AsSpan(i - start, length).SequenceEqual(text.AsSpan(i, length))) return true;
        }
        return false;
    }

    /// <summary>Replaces runs of letters that are the pinyin of a known word.</summary>
    private string Spelled(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('a', 'z')) return text;
        var result = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && text[end] is (>= 'a' and <= 'z') or ' ' or '\'') end++;
            if (end == i) { result.Append(text[i++]); continue; }
            if (i > 0 && char.IsAsciiDigit(text[i - 1]) && Unit(text.AsSpan(i, end - i)) is var (unit, length))
            {
                result.Append(unit);
                i += length;
                continue;
            }
            AppendLetters(text.AsSpan(i, end - i), result);
            i = end;
        }
        return result.ToString();
    }

    /// <summary>「23nian」: what is counted, spelled in letters right after a number; with the blank that follows it.</summary>
    private static (string Unit, int Length)? Unit(ReadOnlySpan<char> letters)
    {
        foreach (var (spelled, unit) in Units)
            if (letters.StartsWith(spelled) && (letters.Length == spelled.Length || letters[spelled.Length] is ' ' or '\'')) return (unit, Math.Min(letters.Length, spelled.Length + 1));
        return null;
    }

    private static readonly (string Spelled, string Unit)[] Units = [("nian", "年"), ("yue", "月"), ("hao", "号"), ("ri", "日"), ("tian", "天"), ("geyue", "个月"), ("ge yue", "个月"), ("sui", "岁"), ("dian", "点"), ("fen", "分"), ("zhou", "周"), ("ge", "个")];

    /// <summary>The longest run of the letters' words that spells a known word is taken first; what spells none stays.</summary>
    private void AppendLetters(ReadOnlySpan<char> letters, System.Text.StringBuilder result)
    {
        var parts = letters.ToString().Split(' ');
        for (var from = 0; from < parts.Length;)
        {
            var (taken, word) = (1, this.letters.GetValueOrDefault(parts[from], parts[from]));
            for (var to = parts.Length; to > from; to--)
                if (PinyinSegmenter.Segment(string.Concat(parts[from..to])) is { Length: >= 2 } syllables && spelled.TryGetValue(Key(syllables), out var found) && (syllables.Length > 2 || to - from == parts.Length || frequent.Contains(found)))
                {
                    (taken, word) = (to - from, found);
                    break;
                }
            if (from > 0 && taken == 1 && word == parts[from]) result.Append(' ');
            result.Append(word);
            from += taken;
        }
    }

    private static string Sound(ReadOnlySpan<char> word, bool fuzzy) => string.Create(word.Length, (Pinyin.Syllables(word), fuzzy), static (key, s) =>
    {
        for (var i = 0; i < key.Length; i++) key[i] = (char)(s.fuzzy && s.Item1[i] >= 0 ? Pinyin.Fuzzy(s.Item1[i]) : s.Item1[i]);
    });

    /// <summary>The ways of saying a word whose characters have several readings.</summary>
    private static IEnumerable<string> Readings(string word)
    {
        IEnumerable<string> readings = [""];
        foreach (var c in word) readings = [.. readings.SelectMany(r => Pinyin.Readings(c).ToArray().Select(s => r + (char)s)).Take(MostReadings)];
        return readings;
    }

    private static string Key(short[] syllables) => string.Create(syllables.Length, syllables, static (key, s) =>
    {
        for (var i = 0; i < key.Length; i++) key[i] = (char)s[i];
    });

    private static bool IsHan(string word) => word.Length >= 2 && word.All(c => Pinyin.First(c) >= 0);

    private static IEnumerable<string> CommonWords()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Dialogs.Understanding.common-words.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line is [not '#', ..])
                foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) yield return word;
    }
}
