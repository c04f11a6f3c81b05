using System.Collections.Immutable;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Bot.Papers;

/// <summary>A table as forms have it: ruled, as wide as the text.</summary>
internal static class DocxTable
{
    /// <summary>What the margins leave of the page, in twentieths of a point.</summary>
    private const int Width = 8_844;
    private const uint RowHeight = 700;

    public static Table Of(IReadOnlyList<ImmutableArray<string>> rows)
    {
        var columns = rows.Max(r => r.Length);
        return new Table(
        [
            new TableProperties(
                new TableWidth { Width = $"{Width}", Type = TableWidthUnitValues.Dxa },
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 4 },
                    new LeftBorder { Val = BorderValues.Single, Size = 4 },
                    new BottomBorder { Val = BorderValues.Single, Size = 4 },
                    new RightBorder { Val = BorderValues.Single, Size = 4 },
                    new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 },
                    new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 }),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(Enumerable.Range(0, columns).Select(_ => new GridColumn { Width = $"{Width / columns}" })),
            .. rows.Select(r => Row(r, columns)),
        ]);
    }

    // The last cell of a short row reaches to the end.
    private static TableRow Row(ImmutableArray<string> cells, int columns)
    {
        return new(
        [
            new TableRowProperties(new TableRowHeight { Val = RowHeight, HeightType = HeightRuleValues.AtLeast }),
            .. cells.Select((text, i) => new TableCell(
                new TableCellProperties(
                    new TableCellWidth { Width = $"{Width / columns * Span(i)}", Type = TableWidthUnitValues.Dxa },
                    new GridSpan { Val = Span(i) },
                    new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }),
                // In a cell there is nothing to underline: the cell is the blank.
                DocxWriter.Paragraph(DocxStyles.Cell, text.Replace("_", "", StringComparison.Ordinal)))),
        ]);

        int Span(int at) => at < cells.Length - 1 ? 1 : columns - cells.Length + 1;
    }
}
