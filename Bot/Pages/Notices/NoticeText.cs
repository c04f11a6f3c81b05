using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Knowledge.Notices;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Bot.Pages.Notices;

/// <summary>A title is a heading without a number: of the notice, of a template.</summary>
internal enum PieceKind { Title, Heading, Paragraph, Item }

/// <summary>A block of the notice's text.</summary>
/// <param name="Line">Line of the source, from 1.</param>
/// <param name="Level">Of a heading, from 1, which is the title of the notice itself; 0: no heading, or a title above that one.</param>
/// <param name="Number">Of a list item, as printed (「1.」); else empty.</param>
internal sealed record Piece(PieceKind Kind, int Line, int Level, string Number, string Text);

/// <summary>A clause with the blocks that belong to it. The first section may have no clause: what stands before all clauses.</summary>
internal sealed record Section(Clause? Clause, ImmutableArray<Piece> Pieces);

/// <summary>The notice's text cut into sections, one for each clause, nothing left out.</summary>
internal static partial class NoticeText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static ImmutableArray<Section> Sections(Notice notice) =>
        Entitle(notice.Markdown.Length == 0 ? FromClauses(notice) : Cut(notice, [.. Markdown.Parse(notice.Markdown, Pipeline).SelectMany(Pieces)]));

    // The last title at the head of the paper is the notice's own; the office stands above it.
    private static ImmutableArray<Section> Entitle(ImmutableArray<Section> sections)
    {
        if (sections.FirstOrDefault(s => !s.Pieces.IsEmpty) is not { } head || head.Pieces.LastOrDefault(p => p.Kind == PieceKind.Title) is not { } own) return sections;
        return sections.Replace(head, head with { Pieces = [.. head.Pieces.Select(p => p.Kind == PieceKind.Title ? p with { Level = p == own ? 1 : 0 } : p)] });
    }

    // Headings at the end of a clause's lines are of a higher level and lead to the next clause.
    private static ImmutableArray<Section> Cut(Notice notice, ImmutableArray<Piece> pieces)
    {
        var clauses = notice.Clauses.OrderBy(c => c.Line).ToImmutableArray();
        var sections = ImmutableArray.CreateBuilder<Section>();
        ImmutableArray<Piece> ahead = [];
        for (var i = -1; i < clauses.Length; i++)
        {
            var from = i < 0 ? 0 : clauses[i].Line;
            var to = i + 1 < clauses.Length ? clauses[i + 1].Line : int.MaxValue;
            ImmutableArray<Piece> own = [.. ahead, .. pieces.Where(p => p.Line >= from && p.Line < to)];
            var trailing = i + 1 < clauses.Length ? own.Reverse().TakeWhile(p => p.Kind is PieceKind.Heading or PieceKind.Title && p.Line > from).Count() : 0;
            ahead = own[^trailing..];
            own = own[..^trailing];
            if (i >= 0 || !own.IsEmpty) sections.Add(new(i < 0 ? null : clauses[i], own));
        }
        return sections.ToImmutable();
    }

    private static ImmutableArray<Section> FromClauses(Notice notice) =>
    [
        .. notice.Clauses.Select(c => new Section(c,
        [
            .. c.Heading.Length == 0 ? (IEnumerable<Piece>)[] : [Heading(c.Line, c.Heading)],
            .. c.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(t => t != c.Heading).Select(t => new Piece(PieceKind.Paragraph, c.Line, 0, "", t)),
        ])),
    ];

    private static IEnumerable<Piece> Pieces(Block block) => block switch
    {
        HeadingBlock heading => [Heading(heading.Line + 1, Plain(heading.Inline))],
        ParagraphBlock paragraph => [new(PieceKind.Paragraph, paragraph.Line + 1, 0, "", Plain(paragraph.Inline))],
        ListBlock list => list.OfType<ListItemBlock>().SelectMany(item => Items(list, item)),
        ContainerBlock container => container.SelectMany(Pieces),
        _ => [],
    };

    private static IEnumerable<Piece> Items(ListBlock list, ListItemBlock item)
    {
        var number = list.IsOrdered ? $"{item.Order}{list.OrderedDelimiter}" : "·";
        foreach (var piece in item.SelectMany(Pieces))
        {
            yield return piece with { Kind = PieceKind.Item, Number = piece.Number.Length == 0 ? number : piece.Number };
            number = "";
        }
    }

    // Official papers number their headings in one way everywhere; the number says the level better than the number of hashes.
    private static Piece Heading(int line, string text) =>
        (Numbered().IsMatch(text) ? 2 : Bracketed().IsMatch(text) ? 3 : 0) is > 0 and var level ? new(PieceKind.Heading, line, level, "", text) : new(PieceKind.Title, line, 3, "", text);

    private static string Plain(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines?.Descendants() ?? [])
            _ = inline switch
            {
                LiteralInline literal => text.Append(literal.Content.AsSpan()),
                CodeInline code => text.Append(code.Content),
                AutolinkInline link => text.Append(link.Url),
                HtmlEntityInline entity => text.Append(entity.Transcoded.AsSpan()),
                LineBreakInline => text.Append('\n'),
                _ => text,
            };
        return text.ToString();
    }

    [GeneratedRegex("^(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十百]+[章条]|附件)")]
    private static partial Regex Numbered();

    [GeneratedRegex("^（[一二三四五六七八九十]+）")]
    private static partial Regex Bracketed();
}
