using System.Collections.Immutable;
using Knowledge.Deadlines;
using Knowledge.Notices;

namespace Bot.Pages.Notices;

/// <summary>A remark beside a clause, and the words of the clause that it is about.</summary>
/// <param name="Class">For styles: <c>date</c> or <c>conflict</c>.</param>
/// <param name="Quotes">Literal spans that are marked in the text.</param>
internal sealed record MarginNote(string Class, ImmutableArray<string> Quotes, Html Text)
{
    /// <summary>On paper, where remarks stand behind the text, the number of this one there; 0: not on paper.</summary>
    public int Number { get; init; }
}

/// <summary>What the page says beside the text: when, how long still, and where the notice does not agree with itself.</summary>
internal sealed class MarginNotes(Notice notice, DateOnly today)
{
    private const int ShownQuote = 12;

    public IEnumerable<MarginNote> For(Clause clause) => [.. DatesOf(clause.Label), .. ConflictsOf(clause.Label)];

    // Beside the first clause that it is stated in or worked out from.
    private IEnumerable<MarginNote> DatesOf(ClauseRef clause) =>
        notice.Deadlines
            .Where(d => d.Citations is [var first, ..] && first.Clause == clause)
            .Select(d => new MarginNote("date", d.Derived ? [] : [.. d.Citations.Where(c => c.Clause == clause).Select(c => c.Quote)], Date(d)));

    private IEnumerable<MarginNote> ConflictsOf(ClauseRef clause) =>
        notice.Contradictions.SelectMany((c, i) => new[] { (Here: c.Body, There: c.Other, c.Advice, Number: i + 1), (Here: c.Other, There: c.Body, c.Advice, Number: i + 1) })
            .Where(c => c.Here.Clause == clause)
            .DistinctBy(c => (c.Here.Quote, c.There.Clause, c.There.Quote))
            .Select(c => new MarginNote("conflict", [c.Here.Quote], Conflict(c.Here, c.There, c.Advice)) { Number = c.Number });

    /// <summary>For paper: each contradiction once, behind the text, under the number that its words carry there.</summary>
    public Html AtTheEnd() => notice.Contradictions.IsEmpty ? Html.Nothing : Html.Of($"""
        <aside class="endnotes" aria-hidden="true"><p>助手标出的前后不一致（不是通知的一部分）</p><ol>{notice.Contradictions.Select(c => Html.Of($"""
            <li>{c.Body.Clause.Label}，{c.Other.Clause.Label}：{c.Advice}</li>
            """))}</ol></aside>
        """);

    private Html Date(Deadline deadline) => Html.Of($"""
        <b>{deadline.Name}</b>
        <span class="when">{Dates.Window(deadline)}</span>
        <span class="state {Dates.Class(deadline, today)}">{Dates.State(deadline, today)}</span>
        {(deadline.Derived ? Html.Of($"<details><summary>推算得出，怎么算的</summary>{deadline.Explanation}</details>") : Html.Nothing)}
        """);

    private Html Conflict(Citation here, Citation there, string advice) => Html.Of($"""
        <details><summary><b>前后不一致</b>“{Short(here.Quote)}”</summary>
        <p>这里写“{here.Quote}”，<a href="#{notice.Find(there.Clause)?.Anchor}">{there.Clause.Label}</a> 写“{there.Quote}”。</p>
        <p>{advice}</p></details>
        """);

    private static string Short(string quote) => quote.Length <= ShownQuote ? quote : $"{quote[..(ShownQuote - 1)]}…";
}
