using System.Collections.Immutable;

namespace Dialogs.Recognizers.Commands;

/// <summary>Finds what a message wants done. Several commands may stand in one message.</summary>
public static class CommandReader
{
    private static readonly ImmutableArray<(Command Command, CommandWords Words, CommandWords Not)> All =
        [.. Enum.GetValues<Command>().Select(c => (c, CommandWords.Named(Name(c)), CommandWords.Named("not-" + Name(c))))];

    private static readonly System.Buffers.SearchValues<char> ClauseEnds = System.Buffers.SearchValues.Create(",。!?;\n、:~ .");
    private static readonly string[] Leads = ["那就", "那", "我想", "我要", "想", "请", "麻烦", "好的", "好", "嗯", "先", "你", "就", "哦", "还是"];
    private static readonly string[] Tails = ["吧", "了", "啊", "呀", "哈", "嘛", "呗", "啦", "谢谢", "呢", "哦", "下", "一下"];

    /// <param name="text">Normalised.</param>
    public static ImmutableHashSet<Command> Read(string text)
    {
        var found = ImmutableHashSet<Command>.Empty;
        foreach (var (command, words, not) in All)
            if ((words.In(text) || HasClause(text, words)) && !not.In(text)) found = found.Add(command);
        return found;
    }

    /// <summary>Whose check it is to be, in the person's words (「帮我爱人看看」); null: nobody else's.</summary>
    public static string? ForWhom(string text)
    {
        foreach (var lead in CommandWords.Named("for").Words)
            for (var at = text.IndexOf(lead, StringComparison.Ordinal); at >= 0; at = text.IndexOf(lead, at + 1, StringComparison.Ordinal))
                if (Relation(text, at + lead.Length, out var end) is { } whom && Looks(text, end)) return whom;
        return null;
    }

    /// <summary>The first person named in a message that asks for a check anyway; not the speaker (「我是医院的员工」) and no office (「下属单位」).</summary>
    public static string? Whom(string text)
    {
        foreach (var whom in CommandWords.Named("relation").Words)
            for (var at = text.IndexOf(whom, StringComparison.Ordinal); at >= 0; at = text.IndexOf(whom, at + 1, StringComparison.Ordinal))
                if (!IsSpeaker(text, at) && !StartsWithAny(text.AsSpan(at + whom.Length), "office") && !(CommandWords.Named("own-case").In(text) && StartsWithAny(text.AsSpan(at + whom.Length), "told-of"))) return whom;
        return null;
    }

    /// <summary>Whether a clause tells something of a person whom it begins with: 「我后来的老公在企业」, not 「我是他同事」.</summary>
    public static bool IsOfRelation(string text)
    {
        foreach (var clause in text.Split(Stops))
            foreach (var whom in CommandWords.Named("relation").Words)
                if (clause.IndexOf(whom, StringComparison.Ordinal) is >= 0 and <= LongestOwner and var at
                    && clause.AsSpan(0, at).IndexOfAny("是在给帮替") < 0
                    && StartsWithAny(clause.AsSpan(at + whom.Length), "told-of")) return true;
        return false;
    }

    private const int LongestOwner = 6;
    private static readonly char[] Stops = [',', '。', '!', '?', ';', '\n'];

    private static bool IsSpeaker(string text, int at)
    {
        var clause = text.AsSpan(0, at);
        clause = clause[(clause.LastIndexOfAny(ClauseEnds) + 1)..];
        var copula = clause.LastIndexOf('是');
        if (copula < 0 || ContainsAny(clause[copula..], "for")) return false;
        return copula == 0 || ContainsAny(clause[..copula], "first-person");
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string list)
    {
        foreach (var word in CommandWords.Named(list).Words)
            if (text.StartsWith(word)) return true;
        return false;
    }

    private static bool ContainsAny(ReadOnlySpan<char> text, string list)
    {
        foreach (var word in CommandWords.Named(list).Words)
            if (text.Contains(word, StringComparison.Ordinal)) return true;
        return false;
    }

    private static string? Relation(string text, int from, out int end)
    {
        foreach (var skip in (ReadOnlySpan<string>)["我们单位的", "我们", "我的", "我", "一个", "个", ""])
            foreach (var whom in CommandWords.Named("relation").Words)
                if (text.AsSpan(from).StartsWith(skip) && text.AsSpan(from + skip.Length) is var rest && (rest.StartsWith(whom) || skip.Length > 0 && IsDoubled(whom) && rest.StartsWith(whom.AsSpan(1))))
                {
                    end = from + skip.Length + (rest.StartsWith(whom) ? whom.Length : 1);
                    return whom;
                }
        end = from;
        return null;
    }

    /// <summary>「妹妹」 is also said 「我妹」.</summary>
    private static bool IsDoubled(string whom) => whom.Length == 2 && whom[0] == whom[1];

    private static bool Looks(string text, int from) => ContainsAny(text.AsSpan(from, Math.Min(8, text.Length - from)), "look");

    private static bool HasClause(string text, CommandWords words)
    {
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOfAny(ClauseEnds);
            var clause = end < 0 ? rest : rest[..end];
            if (clause.Length > 0 && IsClause(clause, words)) return true;
            if (end < 0) break;
            rest = rest[(end + 1)..];
        }
        return false;
    }

    /// <summary>Whether a clause, particles around it aside, is one of the list's whole phrases.</summary>
    internal static bool IsOneOf(ReadOnlySpan<char> clause, CommandWords words) => IsClause(clause.Trim("。!~?,"), words);

    private static bool IsClause(ReadOnlySpan<char> clause, CommandWords words)
    {
        if (words.Is(clause)) return true;
        foreach (var lead in Leads)
            if (clause.StartsWith(lead) && clause.Length > lead.Length && IsEnded(clause[lead.Length..], words)) return true;
        return IsEnded(clause, words);
    }

    private static bool IsEnded(ReadOnlySpan<char> clause, CommandWords words)
    {
        if (words.Is(clause)) return true;
        foreach (var tail in Tails)
            if (clause.EndsWith(tail) && clause.Length > tail.Length && words.Is(clause[..^tail.Length])) return true;
        return false;
    }

    private static string Name(Command command) => command.ToString().ToLowerInvariant();
}
