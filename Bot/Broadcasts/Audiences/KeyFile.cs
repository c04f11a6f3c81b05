using System.Buffers;

namespace Bot.Broadcasts.Audiences;

/// <summary>Reads the user keys from a CSV file.</summary>
internal static class KeyFile
{
    public const int LargestBytes = CsvFile.LargestBytes;
    private const int LongestKey = 300, Shown = 5;

    /// <summary>What the column may be called.</summary>
    private static readonly string[] Headings = ["用户编号", "用户", "编号", "人员", "user", "userkey", "user_key", "key", "person", "pseudonym"];

    /// <returns>The keys in their order, repeats included; or a Chinese sentence.</returns>
    public static async Task<(string[] Keys, string? Problem)> ReadAsync(Stream csv, CancellationToken ct)
    {
        var (text, problem) = await CsvFile.ReadAsync(csv, ct);
        return text is null ? Refuse(problem!) : Read(text);
    }

    private static (string[] Keys, string? Problem) Read(string text)
    {
        var rows = CsvRows.Read(text).Where(r => r.Any(c => c.Length > 0)).ToList();
        if (rows.Count == 0) return Refuse("文件里一行内容也没有。");
        var column = Array.FindIndex(rows[0], IsHeading);
        if (column < 0 && !(rows[0].Length == 1 && IsKey(rows[0][0])))
            return Refuse($"找不到“{Headings[0]}”这一列；第一行是：{string.Join("、", rows[0].Take(Shown).Select(Short))}。第一行要写列名，编号可以从“人员”页导出。");
        var keys = rows.Skip(column < 0 ? 0 : 1).Select((row, i) => (Key: row.ElementAtOrDefault(Math.Max(column, 0)) ?? "", Line: i + (column < 0 ? 1 : 2))).Where(k => k.Key.Length > 0).ToList();
        if (keys.Count == 0) return Refuse("名单里只有列名，一个人也没有。");
        var wrong = keys.Where(k => !IsKey(k.Key)).ToList();
        return wrong.Count == 0
            ? ([.. keys.Select(k => k.Key)], null)
            : Refuse($"有 {wrong.Count} 行不是用户编号（第 {string.Join("、", wrong.Take(Shown).Select(w => w.Line))} 行{(wrong.Count > Shown ? "等" : "")}）。用户编号形如“webchat-7k3fq2ab”，可以从“人员”页导出。");
    }

    private static bool IsHeading(string cell) => Headings.Contains(cell.Trim().Replace(" ", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase);

    // A channel's name, and after a hyphen eight letters, or after a colon the channel's own id.
    private static bool IsKey(string cell)
    {
        var end = cell.AsSpan().IndexOfAnyExcept(ChannelLetters);
        if (end <= 0 || cell.Length > LongestKey) return false;
        return cell[end] == ':' ? cell.Length > end + 1 : cell[end] == '-' && cell.Length == end + 9 && cell.AsSpan(end + 1).IndexOfAnyExcept(ChannelLetters) < 0;
    }

    private static readonly SearchValues<char> ChannelLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static (string[] Keys, string? Problem) Refuse(string problem) => ([], problem);

    private static string Short(string cell) => cell.Length <= 12 ? cell : cell[..12] + "…";
}
