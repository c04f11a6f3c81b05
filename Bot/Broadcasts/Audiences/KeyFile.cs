using System.Buffers;
using System.Text;

namespace Bot.Broadcasts.Audiences;

/// <summary>Reads the user keys from a CSV file, as Excel and others write it: UTF-8 with or without a mark, UTF-16 with one, GBK; comma, semicolon or tab.</summary>
internal static class KeyFile
{
    public const int LargestBytes = 8 * 1024 * 1024;
    private const int LongestKey = 300, Shown = 5;

    /// <summary>What the column may be called.</summary>
    private static readonly string[] Headings = ["用户编号", "用户", "编号", "人员", "user", "userkey", "user_key", "key", "person", "pseudonym"];

    /// <returns>The keys in their order, repeats included; or a Chinese sentence.</returns>
    public static async Task<(string[] Keys, string? Problem)> ReadAsync(Stream csv, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (int read; (read = await csv.ReadAsync(chunk, ct)) > 0;)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > LargestBytes) return Refuse($"文件超过 {LargestBytes / 1024 / 1024} MB。请只留“{Headings[0]}”一列再传。");
        }
        var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        if (bytes.Length == 0) return Refuse("文件是空的，里面一个人也没有。");
        if (bytes.Span.StartsWith("PK\u0003\u0004"u8) || bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) return Refuse("这是 Excel 文件。请在 Excel 里“另存为”选“CSV（逗号分隔）”，再上传那个文件。");
        return Decode(bytes) is { } text ? Read(text) : Refuse("看不懂这个文件的编码。请在 Excel 里“另存为”选“CSV UTF-8（逗号分隔）”，再上传。");
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

    // GBK after UTF-8, which other text is hardly ever by chance.
    private static string? Decode(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith(Encoding.Unicode.Preamble)) return TryDecode(new UnicodeEncoding(false, true, true), bytes[2..]);
        if (bytes.Span.StartsWith(Encoding.BigEndianUnicode.Preamble)) return TryDecode(new UnicodeEncoding(true, true, true), bytes[2..]);
        var start = bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
        return TryDecode(new UTF8Encoding(false, true), bytes[start..]) ?? (start > 0 ? null : TryDecode(Gbk, bytes));
    }

    private static string? TryDecode(Encoding encoding, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var text = encoding.GetString(bytes.Span);
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // GB18030 holds all of GBK.
    private static Encoding Gbk => CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static (string[] Keys, string? Problem) Refuse(string problem) => ([], problem);

    private static string Short(string cell) => cell.Length <= 12 ? cell : cell[..12] + "…";
}
