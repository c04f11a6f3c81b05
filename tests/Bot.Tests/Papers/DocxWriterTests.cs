using System.Collections.Immutable;
using Bot.Papers;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Papers;
using Knowledge.Rules;
using TestKit;

namespace Bot.Tests.Papers;

/// <summary>The files open where people open them, and look as official documents do. Every form of both packs.</summary>
public sealed class DocxWriterTests
{
    private static readonly ImmutableArray<Notice> Notices =
    [
        .. PackLibrary.Load(Repository.At("Knowledge", "Packs")).Library.All,
        PackLoader.Load(Repository.At("tests", "Packs", "qinghe-lift-2025")).Notice!,
    ];

    public static TheoryData<string, string> Forms => [.. Notices.SelectMany(n => n.Papers.Select(p => (n.Id.Value, p.Id)))];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Write_EveryForm_IsAValidFileThatOpens(string notice, string paper)
    {
        using var file = Open(Written(notice, paper));

        Assert.Empty(new OpenXmlValidator().Validate(file, TestContext.Current.CancellationToken).Select(e => $"{e.Part?.Uri}{e.Path?.XPath}: {e.Description}"));
        Assert.Null(file.PackageProperties.Creator);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Write_EveryForm_SaysWhatTheFormSays(string notice, string paper)
    {
        var written = Written(notice, paper);
        using var file = Open(written);

        var text = file.MainDocumentPart!.Document!.Body!.InnerText.Replace("\u00A0\u00A0", "_", StringComparison.Ordinal);

        Assert.All(written.Blocks.SelectMany(b => b.Role == PaperRole.Row || b.Cells[0].EndsWith(new string('_', 30), StringComparison.Ordinal) ? b.Cells.Select(c => c.Trim('_')) : b.Cells), c => Assert.Contains(c.Replace("\n", "", StringComparison.Ordinal), text, StringComparison.Ordinal));
    }

    /// <summary>A title that a word processor had to break ended in the middle of a word.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void Write_EveryForm_HasATitleWhoseLinesFit(string notice, string paper)
    {
        var written = Written(notice, paper);
        var lines = written.Blocks.Where(b => b.Role == PaperRole.Title).SelectMany(b => b.Cells[0].Split('\n')).ToList();
        Assert.All(lines, l => Assert.InRange(l.Count(c => c != '_') + l.Count(c => c == '_') / 2, 1, 20));

        using var file = Open(written);
        var titles = file.MainDocumentPart!.Document!.Body!.Elements<Paragraph>().Where(p => p.ParagraphProperties!.ParagraphStyleId!.Val == "PaperTitle").ToList();
        Assert.Equal(lines.Count, titles.Sum(t => t.Descendants<Break>().Count() + 1));
    }

    [Fact]
    public void Write_AnyForm_IsSetAsOfficialDocumentsAre()
    {
        using var file = Open(Written("ruoqiang-2024", "publicity"));
        var (main, body) = (file.MainDocumentPart!, file.MainDocumentPart!.Document!.Body!);

        var page = body.GetFirstChild<SectionProperties>()!;
        Assert.Equal((11_906u, 16_838u), (page.GetFirstChild<PageSize>()!.Width!.Value, page.GetFirstChild<PageSize>()!.Height!.Value));
        var margins = page.GetFirstChild<PageMargin>()!;
        Assert.Equal((37, 35, 28, 26), (Millimetres(margins.Top!), Millimetres(margins.Bottom!), Millimetres((int)margins.Left!.Value), Millimetres((int)margins.Right!.Value)));

        var styles = main.StyleDefinitionsPart!.Styles!;
        var defaults = styles.DocDefaults!;
        Assert.Equal("560", defaults.ParagraphPropertiesDefault!.ParagraphPropertiesBaseStyle!.SpacingBetweenLines!.Line!.Value);
        Assert.Equal("32", defaults.RunPropertiesDefault!.RunPropertiesBaseStyle!.FontSize!.Val!.Value);
        var title = styles.Elements<Style>().Single(s => s.StyleId == "PaperTitle");
        Assert.Equal(("44", "方正小标宋简体"), (title.StyleRunProperties!.FontSize!.Val!.Value, title.StyleRunProperties.RunFonts!.EastAsia!.Value));
        Assert.Equal(200, styles.Elements<Style>().Single(s => s.StyleId == "PaperText").StyleParagraphProperties!.Indentation!.FirstLineChars!.Value);
    }

    [Fact]
    public void Write_ABlank_IsUnderlinedSpace()
    {
        using var file = Open(new WrittenPaper("说明", [new(PaperRole.Text, ["甲____乙_丙"])]));

        var runs = file.MainDocumentPart!.Document!.Body!.Descendants<Run>().ToList();

        Assert.Equal(["甲", new string('\u00A0', 8), "乙_丙"], runs.Select(r => r.InnerText));
        Assert.NotNull(runs[1].RunProperties!.Underline);
    }

    [Fact]
    public void Write_RoomAtTheEnd_IsRuledLines_SinceSpacesThereAreNotShown()
    {
        using var file = Open(new WrittenPaper("说明", [new(PaperRole.Text, ["条件：" + new string('_', 88)])]));

        var paragraph = Assert.Single(file.MainDocumentPart!.Document!.Body!.Elements<Paragraph>());
        Assert.Equal(TabStopLeaderCharValues.Underscore, paragraph.Descendants<TabStop>().Single().Leader!.Value);
        Assert.Equal((2, 1), (paragraph.Descendants<TabChar>().Count(), paragraph.Descendants<Break>().Count()));
        Assert.DoesNotContain("\u00A0", paragraph.InnerText, StringComparison.Ordinal);
    }

    private static int Millimetres(int twips) => (int)Math.Round(twips / 56.6929);

    private static WrittenPaper Written(string id, string paper)
    {
        var notice = Notices.Single(n => n.Id.Value == id);
        var facts = Profile.Empty.With("specialty", new FactValue.Choice("兽医")).With("floors", new FactValue.Amount(6));
        return PaperWriter.Write(notice, notice.Paper(paper)!, facts, notice.Issued.AddDays(15), null);
    }

    private static WordprocessingDocument Open(WrittenPaper paper) => WordprocessingDocument.Open(new MemoryStream(DocxWriter.Write(paper)), isEditable: false);
}
