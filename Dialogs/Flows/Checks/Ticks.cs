using System.Collections.Immutable;
using Dialogs.Recognizers.Commands;
using Dialogs.Turns;
using Knowledge.Materials;
using Knowledge.Notices;

namespace Dialogs.Flows.Checks;

/// <summary>Papers that somebody says are ready (「承诺书签好了」), or not after all.</summary>
/// <param name="Done">Ids of those ready.</param>
/// <param name="Undone">Ids of those not ready.</param>
internal sealed record Ticks(ImmutableArray<string> Done, ImmutableArray<string> Undone)
{
    private static readonly char[] ClauseEnds = [',', '。', '!', ';', '\n'];

    /// <summary>Null: the message speaks of no paper as ready or not.</summary>
    public static Ticks? In(Heard heard)
    {
        if (heard.Asks || heard.Text.Length > 200) return null;
        var (done, undone) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        var named = new List<string>();
        foreach (var clause in heard.Text.Split(ClauseEnds, StringSplitOptions.RemoveEmptyEntries))
        {
            named.AddRange(IsAll(clause) ? heard.Notice.Materials.Select(m => m.Id) : Named(heard.Notice, clause));
            if (CommandWords.Named("undone").In(clause)) undone.AddRange(named);
            else if (CommandWords.Named("done").In(clause)) done.AddRange(named);
            else continue;
            named.Clear();
        }
        return done.Count + undone.Count == 0 ? null : new Ticks([.. done.Except(undone)], [.. undone.Distinct()]);
    }

    /// <summary>「材料都备齐了」 speaks of all of them.</summary>
    private static bool IsAll(string clause) => clause.Contains("材料", StringComparison.Ordinal) && (clause.Contains('都', StringComparison.Ordinal) || clause.Contains('全', StringComparison.Ordinal));

    /// <summary>Papers named in a clause; a name inside a longer one does not count.</summary>
    private static IEnumerable<string> Named(Notice notice, string clause)
    {
        var found = new List<(int Start, int End, string Id)>();
        foreach (var material in notice.Materials)
            foreach (var name in Names(material))
                for (var at = clause.IndexOf(name, StringComparison.Ordinal); at >= 0; at = clause.IndexOf(name, at + 1, StringComparison.Ordinal))
                    found.Add((at, at + name.Length, material.Id));
        return found.Where(f => !found.Any(o => o.Id != f.Id && o.Start <= f.Start && f.End <= o.End && o.End - o.Start > f.End - f.Start)).OrderBy(f => f.Start).Select(f => f.Id).Distinct();
    }

    private static IEnumerable<string> Names(Material material) => material.Said.Prepend(Language.TextNormalizer.NormalizeText(material.Name));
}
