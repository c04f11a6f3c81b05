using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Bot.Pages.Notices;

/// <summary>Words to mark, where they stand.</summary>
/// <param name="Class">For styles.</param>
/// <param name="Note">The numbers of the remarks on them, for paper; empty: none.</param>
internal sealed record TextMark(string Quote, string Class, string Note);

/// <summary>Text as HTML, with the words that notes are about marked and addresses of web pages made into links.</summary>
internal static partial class MarkedText
{
    private readonly record struct Span(int Start, int Length, TextMark? Mark);

    public static Html Of(string text, IEnumerable<TextMark> marks)
    {
        var spans = Found(text, marks).Concat(Addresses().Matches(text).Select(m => new Span(m.Index, m.Length, null))).OrderBy(s => s.Start).ThenByDescending(s => s.Length);
        var html = ImmutableArray.CreateBuilder<Html>();
        var end = 0;
        foreach (var span in spans.Where(s => s.Start >= 0))
        {
            if (span.Start < end) continue;
            html.Add(Html.Lines(text[end..span.Start]));
            html.Add(Render(text.Substring(span.Start, span.Length), span.Mark));
            end = span.Start + span.Length;
        }
        html.Add(Html.Lines(text[end..]));
        return Html.Join(html);
    }

    private static IEnumerable<Span> Found(string text, IEnumerable<TextMark> marks) =>
        marks.Where(m => m.Quote.Length > 0).Select(m => new Span(text.IndexOf(m.Quote, StringComparison.Ordinal), m.Quote.Length, m));

    private static Html Render(string text, TextMark? mark) => mark is null
        ? Html.Of($"""<a href="{(text.StartsWith("http", StringComparison.Ordinal) ? "" : "https://")}{text}" rel="noopener noreferrer" target="_blank">{text}</a>""")
        : Html.Of($"""<mark class="{mark.Class}"{(mark.Note.Length == 0 ? Html.Nothing : Html.Of($" data-note=\"{mark.Note}\""))}>{Html.Lines(text)}</mark>""");

    [GeneratedRegex(@"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#@!$&*+;=%]*[A-Za-z0-9/]")]
    private static partial Regex Addresses();
}
