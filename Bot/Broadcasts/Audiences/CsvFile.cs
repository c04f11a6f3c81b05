using System.Text;

namespace Bot.Broadcasts.Audiences;

/// <summary>Reads the text of a CSV file, as Excel and others write it: UTF-8 with or without a mark, UTF-16 with one, GBK.</summary>
internal static class CsvFile
{
    public const int LargestBytes = 8 * 1024 * 1024;

    /// <returns>The text, or a Chinese sentence.</returns>
    public static async Task<(string? Text, string? Problem)> ReadAsync(Stream csv, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (int read; (read = await csv.ReadAsync(chunk, ct)) > 0;)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > LargestBytes) return (null, $"文件超过 {LargestBytes / 1024 / 1024} MB。请只留需要的列再传。");
        }
        var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        if (bytes.Length == 0) return (null, "文件是空的，里面一个人也没有。");
        if (bytes.Span.StartsWith("PK\u0003\u0004"u8) || bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) return (null, "这是 Excel 文件。请在 Excel 里“另存为”选“CSV（逗号分隔）”，再上传那个文件。");
        return Decode(bytes) is { } text ? (text, null) : (null, "看不懂这个文件的编码。请在 Excel 里“另存为”选“CSV UTF-8（逗号分隔）”，再上传。");
    }

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
}
