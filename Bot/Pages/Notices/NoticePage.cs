using System.Collections.Immutable;
using Knowledge.Notices;

namespace Bot.Pages.Notices;

/// <summary>A notice to read: its literal text, an anchor for each clause, and remarks beside it.</summary>
internal sealed class NoticePage(PageAssets assets)
{
    public Html Render(Notice notice, DateTimeOffset now, bool rehearsal)
    {
        var today = DateOnly.FromDateTime(now.DateTime);
        var sections = NoticeText.Sections(notice);
        var notes = new MarginNotes(notice, today);
        return Layout.Page(notice.Title,
            Html.Of($"""<link rel="stylesheet" href="{assets.Url("notice.css")}"><script src="{assets.Url("notice.js")}" defer></script>"""),
            Html.Of($"""
                <body>
                {(rehearsal ? Layout.Rehearsal(now) : Html.Nothing)}
                <header class="bar"><a class="home" href="/">{Layout.Mark}<span>{notice.ShortName}</span></a><button type="button" id="print" class="quiet">打印</button><a class="quiet" href="/notices/{notice.Id.Value}/calendar.ics">存到日历</a><a class="ask" href="/">问助手</a></header>
                <div class="sheet-wrap">
                <nav class="toc" aria-label="目录"><details open><summary>目录</summary><ol>{notice.Clauses.Select(TocEntry)}</ol></details></nav>
                <main>
                {Summary(notice, today)}
                <article class="notice" aria-label="通知全文">
                {sections.Select(s => RenderSection(s, notes))}
                </article>
                {notes.AtTheEnd()}
                <footer><p>本页照录通知原文；旁注由助手标出，不是通知的一部分，以原文和受理部门答复为准。</p>
                <p>咨询：{notice.Contact.Office} <a href="tel:{Digits(notice.Contact.Phone)}">{notice.Contact.Phone}</a>　版本：{notice.Version}</p></footer>
                </main>
                </div>
                </body>
                """));
    }

    private static Html Summary(Notice notice, DateOnly today) => Html.Of($"""
        <section class="summary" aria-label="要点">
        <p class="issuer">{notice.Issuer}　{notice.Issued.ToString("yyyy年M月d日")}发布</p>
        <ul class="dates">{notice.Deadlines.OrderBy(d => d.Opens ?? d.Closes).Select(d => Html.Of($"""
            <li class="{Dates.Class(d, today)}"><b>{d.Name}{(d.Derived ? Html.Raw("<i>推算</i>") : Html.Nothing)}</b><span class="when">{Dates.Window(d)}</span><span class="state">{Dates.State(d, today)}</span></li>
            """))}</ul>
        {(notice.Contradictions.IsEmpty ? Html.Nothing : Html.Of($"""<p class="hint">通知有 {notice.Contradictions.Length} 处前后不一致，已在文中用虚线标出，并附处理建议。</p>"""))}
        </section>
        """);

    private static Html TocEntry(Clause clause) =>
        Html.Of($"""<li class="depth{Depth(clause.Label.Label)}"><a href="#{clause.Anchor}"><b>{clause.Label.Label}</b> {Title(clause)}</a></li>""");

    private static Html RenderSection(Section section, MarginNotes notes)
    {
        if (section.Clause is not { } clause) return Html.Join(section.Pieces.Select(p => RenderPiece(p, [])));
        ImmutableArray<MarginNote> own = [.. notes.For(clause)];
        ImmutableArray<TextMark> marks = [.. own.SelectMany(n => n.Quotes.Select(q => (Quote: q, n.Class, n.Number))).GroupBy(m => (m.Quote, m.Class)).Select(g => new TextMark(g.Key.Quote, g.Key.Class, Numbers(g.Select(m => m.Number))))];
        return Html.Of($"""
            <section class="clause" id="{clause.Anchor}" tabindex="-1" aria-label="{clause.Label.Label}">
            <a class="label" href="#{clause.Anchor}" aria-label="{clause.Label.Label} 的链接">{clause.Label.Label}</a>
            <div class="text">{section.Pieces.Select(p => RenderPiece(p, marks))}</div>
            {(own.IsEmpty ? Html.Nothing : Html.Of($"""<div class="notes">{own.Select(n => Html.Of($"""<aside class="note {n.Class}">{n.Text}</aside>"""))}</div>"""))}
            </section>
            """);
    }

    private static string Numbers(IEnumerable<int> numbers) => string.Join('、', numbers.Where(n => n > 0));

    private static Html RenderPiece(Piece piece, ImmutableArray<TextMark> marks)
    {
        var text = MarkedText.Of(piece.Text, marks);
        return piece.Kind switch
        {
            PieceKind.Title => piece.Level == 0 ? Html.Of($"""<p class="title">{text}</p>""") : Html.Of($"""<h{piece.Level} class="title">{text}</h{piece.Level}>"""),
            PieceKind.Heading => Html.Of($"<h{piece.Level}>{text}</h{piece.Level}>"),
            PieceKind.Item => Html.Of($"""<p class="item">{(piece.Number.Length == 0 ? Html.Nothing : Html.Of($"""<span class="number">{piece.Number}</span>"""))}{text}</p>"""),
            _ => Html.Of($"<p>{text}</p>"),
        };
    }

    private static int Depth(string label) => label.Contains('）') ? char.IsAsciiDigit(label[^1]) ? 2 : 1 : 0;

    // The heading without its number, or the words up to the first stop.
    private static string Title(Clause clause)
    {
        var title = clause.Text.Split('\n').Prepend(clause.Heading).FirstOrDefault(t => t.Length > 0 && t.Replace(" ", "", StringComparison.Ordinal) != clause.Label.Label) ?? "";
        var start = title.IndexOfAny(['、', '）', '.', ' ', '：']) is >= 0 and < 6 and var i ? i + 1 : 0;
        var rest = title[start..].TrimStart();
        var end = rest.AsSpan().IndexOfAny("。，：；\n");
        return end is > 0 and <= 18 ? rest[..end] : rest.Length <= 18 ? rest : $"{rest[..17]}…";
    }

    private static string Digits(string phone) => string.Concat(phone.Where(char.IsAsciiDigit));
}
