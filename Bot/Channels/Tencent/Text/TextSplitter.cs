using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Bot.Channels.Tencent.Text;

/// <summary>Some text that begins a line.</summary>
/// <param name="IsWhole">A citation: divided only if it does not fit into a message of its own.</param>
internal sealed record TextBlock(string Text, bool IsWhole = false);

/// <summary>Divides a text into messages of at most so many bytes: at line ends, else at sentence ends, else between characters as people count them.</summary>
internal static class TextSplitter
{
    /// <summary>What the platform takes in one text, in bytes of UTF-8.</summary>
    public const int MostBytes = 2048;

    private static readonly char[] SentenceEnds = ['。', '！', '？', '；', '!', '?', ';'];

    private readonly record struct Piece(string Text, bool BeginsLine);

    public static ImmutableArray<string> Split(IEnumerable<TextBlock> blocks, int most = MostBytes)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var open = new StringBuilder();
        foreach (var piece in blocks.SelectMany(b => Pieces(b, most)))
        {
            if (open.Length > 0 && Bytes(open.ToString()) + 1 + Bytes(piece.Text) > most) Close(open, parts);
            // A part does not begin with an empty line.
            if (open.Length > 0 && piece.BeginsLine) open.Append('\n');
            open.Append(piece.Text);
        }
        Close(open, parts);
        return parts.ToImmutable();
    }

    public static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private static void Close(StringBuilder open, ImmutableArray<string>.Builder parts)
    {
        var text = open.ToString().Trim('\n');
        if (text.Length > 0) parts.Add(text);
        open.Clear();
    }

    private static IEnumerable<Piece> Pieces(TextBlock block, int most)
    {
        if (block.IsWhole && Bytes(block.Text) <= most)
        {
            yield return new(block.Text, true);
            yield break;
        }
        foreach (var line in block.Text.Split('\n'))
        {
            var begins = true;
            foreach (var text in Fitting(line, most))
            {
                yield return new(text, begins);
                begins = false;
            }
        }
    }

    private static IEnumerable<string> Fitting(string line, int most) =>
        Bytes(line) <= most ? [line] : Sentences(line).SelectMany(s => Bytes(s) <= most ? [s] : Characters(s, most));

    private static IEnumerable<string> Sentences(string line)
    {
        for (var start = 0; start < line.Length;)
        {
            var end = line.IndexOfAny(SentenceEnds, start);
            end = end < 0 ? line.Length : end + 1;
            yield return line[start..end];
            start = end;
        }
    }

    private static IEnumerable<string> Characters(string text, int most)
    {
        var (open, bytes) = (new StringBuilder(), 0);
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
        {
            foreach (var element in Elements(elements.GetTextElement(), most))
            {
                if (bytes + Bytes(element) > most)
                {
                    yield return open.ToString();
                    open.Clear();
                    bytes = 0;
                }
                open.Append(element);
                bytes += Bytes(element);
            }
        }
        if (open.Length > 0) yield return open.ToString();
    }

    // One letter under thousands of accents is one character to people, and no message takes it.
    private static IEnumerable<string> Elements(string element, int most) =>
        Bytes(element) <= most ? [element] : element.EnumerateRunes().Select(r => r.ToString());
}
