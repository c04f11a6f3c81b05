using System.Text;

namespace Bot.Broadcasts.Audiences;

/// <summary>Splits CSV text (RFC 4180) into trimmed cells. The separator is that of the first line: tab, semicolon or comma.</summary>
internal static class CsvRows
{
    public static IEnumerable<string[]> Read(string text)
    {
        var separator = Separator(text);
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') { cell.Append('"'); i++; }
            else if (c == '"' && (quoted || cell.ToString().Trim().Length == 0)) quoted = !quoted;
            else if (quoted) cell.Append(c);
            else if (c == separator) Take(row, cell);
            else if (c is '\n' or '\r')
            {
                Take(row, cell);
                yield return [.. row];
                row.Clear();
                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
            }
            else cell.Append(c);
        }
        Take(row, cell);
        yield return [.. row];
    }

    private static void Take(List<string> row, StringBuilder cell)
    {
        row.Add(cell.ToString().Trim());
        cell.Clear();
    }

    private static char Separator(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? text.AsSpan() : text.AsSpan(0, end);
        return first.Contains('\t') ? '\t' : first.Contains(';') && !first.Contains(',') ? ';' : ',';
    }
}
