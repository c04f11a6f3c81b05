using System.Collections.Immutable;
using Dialogs.Recognizers.Commands;

namespace Dialogs.Understanding;

/// <summary>One of several people whom a message tells of.</summary>
/// <param name="Whom">In words to the asker: 您, 您媳妇, or what is told of somebody unnamed.</param>
/// <param name="Told">The clauses that are about this person, and those about all.</param>
internal sealed record PersonTold(string Whom, string Told);

/// <summary>「我去年来的，我媳妇今年四月才来，我俩都够不够」: who is told of, each with their own clauses.</summary>
internal static class PeopleTold
{
    private static readonly char[] ClauseEnds = [',', '。', '!', '?', ';', '\n', '、'];
    private static readonly string[] OfAll = ["俩", "都", "一块", "一起", "我们仨", "谁"];
    private static readonly string[] Unnamed = ["一个", "有一个", "有个", "还有一个", "另一个", "还有个", "另外一个"];
    private static readonly string[] OfTwo = ["大的", "小的", "老大", "老二", "前一个", "后一个", "前者", "后者"];
    private static readonly string[] Speaking = ["说", "讲", "问", "让", "叫", "告诉", "打赌"];

    /// <summary>So far from its beginning a clause may name whom it is about.</summary>
    private const int LongestOwner = 3;

    /// <summary>What the asker is called.</summary>
    public const string You = "您";

    /// <summary>Two or more people, in order; empty: the message is about one.</summary>
    /// <param name="text">Normalised.</param>
    public static ImmutableArray<PersonTold> In(string text)
    {
        if (!Unnamed.Concat(OfTwo).Any(w => text.Contains(w, StringComparison.Ordinal)) && !CommandWords.Named("relation").In(text)) return [];
        var people = new List<(string Whom, List<string> Clauses)>();
        var shared = new List<string>();
        foreach (var clause in text.Split(ClauseEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(Apart))
        {
            if (IsSpeech(clause)) continue;
            if (OfAll.Any(w => clause.Contains(w, StringComparison.Ordinal))) shared.Add(clause);
            else if (Whom(clause) is { } whom) Of(people, whom).Add(clause);
            else if (people.Count > 0) people[^1].Clauses.Add(clause);
            else shared.Add(clause);
        }
        return people.Count < 2 ? [] : [.. people.Select(p => new PersonTold(p.Whom, string.Join(',', p.Clauses.Concat(shared))))];
    }

    private static List<string> Of(List<(string Whom, List<string> Clauses)> people, string whom)
    {
        var known = people.Find(p => p.Whom == whom);
        if (known.Clauses is not null) return known.Clauses;
        people.Add((whom, []));
        return people[^1].Clauses;
    }

    /// <summary>「我教甲他教乙」 in one breath.</summary>
    private static string[] Apart(string clause)
    {
        if (clause[0] == '我')
            for (var at = 2; at + 1 < clause.Length; at++)
                if (clause[at] is '他' or '她' && Verbs.Contains(clause[at + 1])) return [clause[..at], clause[at..]];
        return [clause];
    }

    private const string Verbs = "教在是干做读学考管报当";

    private static string? Whom(string clause)
    {
        if (OfTwo.FirstOrDefault(w => clause.StartsWith(w, StringComparison.Ordinal)) is { } ofTwo && clause.Length > ofTwo.Length) return ofTwo;
        if (Unnamed.FirstOrDefault(w => clause.StartsWith(w, StringComparison.Ordinal)) is { } one && clause.Length > one.Length) return $"“{clause[one.Length..]}”的";
        foreach (var relation in CommandWords.Named("relation").Words)
            if (clause.IndexOf(relation, StringComparison.Ordinal) is >= 0 and <= LongestOwner and var at && clause.AsSpan(0, at).IndexOfAny("是在给帮替") < 0)
                return relation[0] is '他' or '她' or '别' ? relation : "您" + relation;
        return clause.StartsWith('我') && !clause.StartsWith("我们", StringComparison.Ordinal) ? You : null;
    }

    /// <summary>「同事说要满一年」 tells nothing of the one who says it.</summary>
    private static bool IsSpeech(string clause) =>
        CommandWords.Named("relation").Words.Any(r => clause.IndexOf(r, StringComparison.Ordinal) is >= 0 and <= LongestOwner and var at && Speaking.Any(s => clause.AsSpan(at + r.Length).TrimStart(Insisting).StartsWith(s)));

    /// <summary>「同事非说」, 「他们都讲」.</summary>
    private const string Insisting = "非都老就还也总偏硬又";
}
