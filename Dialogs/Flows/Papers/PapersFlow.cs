using System.Collections.Immutable;
using Dialogs.Flows.Checks;
using Dialogs.Language;
using Dialogs.Recognizers.Commands;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;
using Knowledge.Materials;
using Knowledge.Notices;
using Knowledge.Papers;
using Knowledge.Rules;

namespace Dialogs.Flows.Papers;

/// <summary>Somebody wants a form of the notice as a file. What it needs is known or left blank: nothing is asked for it.</summary>
internal static class PapersFlow
{
    private const int Longest = 60;

    public static bool Takes(Heard heard) =>
        !heard.Notice.Papers.IsEmpty && heard.Text.Length <= Longest && heard.Has(Command.Papers) && !Wanted(heard).IsEmpty;

    public static Spoken Run(Heard heard)
    {
        var facts = CheckSession.FactsOf(heard.State);
        var ((starts, ends), wanted) = (DaysNamed(heard), Wanted(heard));
        return new Spoken(heard.State, new Reply
        {
            Text = PaperWording.Offer(heard.Notice, wanted, heard.Today, starts, ends),
            Citations = [.. heard.Notice.Materials.Where(m => wanted.Any(p => p.Id == m.Template)).SelectMany(m => m.Citations).Distinct()],
            Papers = [.. wanted.Select(p => PaperOffers.Of(heard.Notice, p, facts, heard.Today, starts) with { Ends = ends })],
        });
    }

    /// <summary>The papers named; without a name those on the person's list; empty: it is about something that the notice has no form of.</summary>
    private static ImmutableArray<Paper> Wanted(Heard heard)
    {
        var named = Named(heard.Notice, heard.Text);
        if (!named.IsEmpty) return [.. named.Select(heard.Notice.Paper).OfType<Paper>()];
        if (!CommandWords.Named("paper").In(heard.Text)) return [];
        return heard.State.Check is { Shown: not null }
            ? [.. PaperOffers.OnList(SelfCheck.Evaluate(heard.Notice, CheckSession.FactsOf(heard.State), heard.Today))]
            : heard.Notice.Papers;
    }

    /// <summary>Ids of the papers named, and of the materials that have none; a name inside a longer one does not count.</summary>
    private static ImmutableArray<string> Named(Notice notice, string text)
    {
        var names = notice.Papers.SelectMany(p => p.Said.Prepend(p.Name).Select(n => (Name: TextNormalizer.NormalizeText(n), p.Id)))
            .Concat(notice.Materials.Where(m => m.Template is null || notice.Paper(m.Template) is null).SelectMany(NamesOf));
        var found = names.Select(n => (At: text.IndexOf(n.Name, StringComparison.Ordinal), n.Name.Length, n.Id)).Where(f => f.At >= 0).ToList();
        return [.. found.Where(f => !found.Any(o => o.Length > f.Length && o.At <= f.At && f.At + f.Length <= o.At + o.Length)).OrderBy(f => f.At).Select(f => f.Id).Distinct()];
    }

    private static IEnumerable<(string Name, string Id)> NamesOf(Material material) => material.Said.Prepend(TextNormalizer.NormalizeText(material.Name)).Select(n => (n, "-" + material.Id));

    /// <summary>The day on which the paper is put up, and, where two are named, the one on which its time is over; of more than two nobody can tell.</summary>
    private static (DateOnly? Starts, DateOnly? Ends) DaysNamed(Heard heard) =>
        heard.Recognized.Dates.Where(d => d.Value is { IsExact: true }).Select(d => d.Value!.First).Distinct().Order().ToList() switch
        {
            [var only] => (only, null),
            [var first, var last] => (first, last),
            _ => (null, null),
        };
}
