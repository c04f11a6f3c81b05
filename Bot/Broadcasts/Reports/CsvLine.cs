using System.Text;

namespace Bot.Broadcasts.Reports;

/// <summary>A line of a CSV file that a spreadsheet shows and does not run.</summary>
internal static class CsvLine
{
    public static string Of(params ReadOnlySpan<string> cells)
    {
        var line = new StringBuilder();
        foreach (var cell in cells)
        {
            if (line.Length > 0) line.Append(',');
            line.Append('"').Append(Harmless(cell).Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        return line.ToString();
    }

    // What begins so is a formula to a spreadsheet, also in quotes and after blanks.
    private static string Harmless(string cell) =>
        cell.AsSpan().TrimStart() is [var first, ..] && "=+-@|＝＋－＠\t\r".Contains(first, StringComparison.Ordinal) || cell is ['\t' or '\r' or '\n', ..] ? "'" + cell : cell;
}
