using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Bot.Pages;

/// <summary>A piece of HTML. Made from an interpolated string: what is in its holes is encoded, unless it is HTML itself.</summary>
internal sealed class Html
{
    public static readonly Html Nothing = new("");

    // Chinese is left as it is; what means something in HTML is not.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly string text;

    private Html(string text) => this.text = text;

    public static Html Of(Writer writer) => new(writer.ToString());

    /// <summary>For what is HTML already: a renderer's output.</summary>
    public static Html Raw(string html) => new(html);

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(p => p.text)));

    /// <summary>The text with its line breaks.</summary>
    public static Html Lines(string text) => new(Encoder.Encode(text).Replace("&#xA;", "<br>", StringComparison.Ordinal));

    public override string ToString() => text;

    [InterpolatedStringHandler]
    internal readonly ref struct Writer(int literalLength, int formattedCount)
    {
        private readonly StringBuilder html = new(literalLength + (formattedCount * 32));

        public void AppendLiteral(string literal) => html.Append(literal);

        public void AppendFormatted(Html part) => html.Append(part.text);

        public void AppendFormatted(IEnumerable<Html> parts)
        {
            foreach (var part in parts) html.Append(part.text);
        }

        public void AppendFormatted(string? value) => html.Append(Encoder.Encode(value ?? ""));

        public void AppendFormatted(int value) => html.Append(value);

        public override string ToString() => html.ToString();
    }
}
