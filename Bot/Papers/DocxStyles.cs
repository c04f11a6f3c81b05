using DocumentFormat.OpenXml.Wordprocessing;
using Knowledge.Papers;

namespace Bot.Papers;

/// <summary>Page, fonts and styles of the papers. Lengths in twentieths of a point, font sizes in half points.</summary>
internal static class DocxStyles
{
    public const string Cell = "PaperCell";

    /// <summary>Of the body's size.</summary>
    public const int LineCharacters = 28;

    public const int LineWidth = PageWidth - MarginLeft - MarginRight;

    private const int PageWidth = 11_906, MarginLeft = 1_588, MarginRight = 1_474;
    private const string TitleFont = "方正小标宋简体";
    private const string BodyFont = "仿宋_GB2312";
    private const string MarkFont = "黑体";
    private const string LatinFont = "Times New Roman";
    private const string Size2 = "44";
    private const string Size3 = "32";
    private const string Size4 = "28";
    private const string LineHeight = "560";
    private const string TitleLineHeight = "640";

    public static string Of(PaperRole role) => "Paper" + role;

    public static SectionProperties Page() => new(
        new PageSize { Width = PageWidth, Height = 16_838 },
        new PageMargin { Top = 2_098, Bottom = 1_984, Left = MarginLeft, Right = MarginRight, Header = 851, Footer = 992, Gutter = 0 });

    public static Styles Styles() => new(
    [
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(Font(BodyFont), new FontSize { Val = Size3 }, new FontSizeComplexScript { Val = Size3 }, new Languages { Val = "en-US", EastAsia = "zh-CN" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(Lines(LineHeight)))),
        Style(Of(PaperRole.Mark), MarkFont, Size3, null, null, JustificationValues.Left),
        // A line is left free above the title and below it.
        Style(Of(PaperRole.Title), TitleFont, Size2, Lines(TitleLineHeight, above: LineHeight, below: LineHeight), null, JustificationValues.Center),
        Style(Of(PaperRole.Text), BodyFont, Size3, null, new Indentation { FirstLine = "640", FirstLineChars = 200 }, JustificationValues.Both),
        Style(Of(PaperRole.Signature), BodyFont, Size3, Lines(LineHeight, above: LineHeight), new Indentation { Right = "640", RightChars = 200 }, JustificationValues.Right),
        Style(Of(PaperRole.Date), BodyFont, Size3, null, new Indentation { Right = "1280", RightChars = 400 }, JustificationValues.Right),
        Style(Cell, BodyFont, Size4, Lines("400"), null, JustificationValues.Center),
    ]);

    /// <summary>The fonts with what takes their place where they are not installed.</summary>
    public static Fonts Fonts() => new(
        Named(TitleFont, "宋体", FontFamilyValues.Auto),
        Named(BodyFont, "仿宋", FontFamilyValues.Modern),
        Named(MarkFont, "SimHei", FontFamilyValues.Modern),
        Named(LatinFont, null, FontFamilyValues.Roman));

    // Blanks at the end of a line keep their underline.
    public static Settings Settings() => new(new Compatibility(new UnderlineTrailingSpaces(), new CompatibilitySetting
    {
        Name = CompatSettingNameValues.CompatibilityMode,
        Uri = "http://schemas.microsoft.com/office/word",
        Val = "15",
    }));

    private static Style Style(string id, string font, string size, SpacingBetweenLines? lines, Indentation? indentation, JustificationValues side)
    {
        var paragraph = new StyleParagraphProperties();
        if (lines is not null) paragraph.Append(lines);
        if (indentation is not null) paragraph.Append(indentation);
        paragraph.Append(new Justification { Val = side });
        return new Style(
            new StyleName { Val = id },
            paragraph,
            new StyleRunProperties(Font(font), new FontSize { Val = size }, new FontSizeComplexScript { Val = size }))
        {
            Type = StyleValues.Paragraph,
            StyleId = id,
            CustomStyle = true,
        };
    }

    private static SpacingBetweenLines Lines(string height, string above = "0", string below = "0") =>
        new() { Before = above, After = below, Line = height, LineRule = LineSpacingRuleValues.Exact };

    private static RunFonts Font(string eastAsian) => new() { Ascii = LatinFont, HighAnsi = LatinFont, ComplexScript = LatinFont, EastAsia = eastAsian, Hint = FontTypeHintValues.EastAsia };

    private static Font Named(string name, string? instead, FontFamilyValues family)
    {
        var font = new Font { Name = name };
        if (instead is not null) font.Append(new AltName { Val = instead });
        font.Append(new FontFamily { Val = family });
        return font;
    }
}
