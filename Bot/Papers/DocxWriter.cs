using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Knowledge.Papers;

namespace Bot.Papers;

/// <summary>
/// Sets a paper as official documents are set (GB/T 9704): A4 with margins of 37, 35, 28 and 26 mm, title in size 2, body in size 3, lines 28 points apart,
/// paragraphs indented by two characters. Fonts that a computer lacks are replaced by those named beside them in the font table.
/// </summary>
internal static class DocxWriter
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public static byte[] Write(WrittenPaper paper)
    {
        using var stream = new MemoryStream();
        using (var file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            file.PackageProperties.Title = paper.Name;
            var main = file.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = DocxStyles.Styles();
            main.AddNewPart<FontTablePart>().Fonts = DocxStyles.Fonts();
            main.AddNewPart<DocumentSettingsPart>().Settings = DocxStyles.Settings();
            main.Document = new Document(new Body([.. Blocks(paper), DocxStyles.Page()]));
        }
        return stream.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Blocks(WrittenPaper paper)
    {
        var blocks = paper.Blocks;
        for (var i = 0; i < blocks.Length; i++)
        {
            if (blocks[i].Role != PaperRole.Row)
            {
                var (style, text) = (DocxStyles.Of(blocks[i].Role), blocks[i].Cells[0]);
                yield return EndsInRoom(text) ? Ruled(style, text) : Paragraph(style, text);
                continue;
            }
            var rows = blocks.Skip(i).TakeWhile(b => b.Role == PaperRole.Row).ToList();
            yield return DocxTable.Of(rows.ConvertAll(r => r.Cells));
            i += rows.Count - 1;
        }
    }

    public static Paragraph Paragraph(string style, string text) =>
        new([new ParagraphProperties(new ParagraphStyleId { Val = style }), .. text.Split('\n').SelectMany((line, i) => i == 0 ? Runs(line) : Runs(line).Prepend(new Run(new Break())))]);

    /// <summary>Ends in room for more than a line: spaces at the end of a line are not shown, so the rest of the line and more lines are ruled.</summary>
    private static Paragraph Ruled(string style, string text)
    {
        var words = text.TrimEnd('_');
        var lines = Math.Max(1, (words.Length + (text.Length - words.Length) / 2 + DocxStyles.LineCharacters - 1) / DocxStyles.LineCharacters);
        var tabs = new Tabs(new TabStop { Val = TabStopValues.Right, Leader = TabStopLeaderCharValues.Underscore, Position = DocxStyles.LineWidth });
        return new([new ParagraphProperties(new ParagraphStyleId { Val = style }, tabs, new Justification { Val = JustificationValues.Left }), .. Runs(words), new Run(new TabChar()), .. Enumerable.Range(1, lines - 1).Select(_ => new Run(new Break(), new TabChar()))]);
    }

    private static bool EndsInRoom(string text) => text.Length - text.TrimEnd('_').Length > DocxStyles.LineCharacters;

    /// <summary>Blanks become underlined no-break spaces, two (half a Chinese character) for a <c>_</c>: ordinary ones are not shown where a line ends with them.</summary>
    private static IEnumerable<Run> Runs(string text)
    {
        for (var from = 0; from < text.Length;)
        {
            var blank = IsBlank(text, from);
            var to = from + 1;
            while (to < text.Length && IsBlank(text, to) == blank) to++;
            yield return blank ? Blank(to - from) : new Run(new Text(text[from..to]));
            from = to;
        }
    }

    private static bool IsBlank(string text, int at) => text[at] == '_' && (at > 0 && text[at - 1] == '_' || at + 1 < text.Length && text[at + 1] == '_');

    private static Run Blank(int width) =>
        new(new RunProperties(new Underline { Val = UnderlineValues.Single }), new Text(new string('\u00A0', width * 2)) { Space = SpaceProcessingModeValues.Preserve });
}
