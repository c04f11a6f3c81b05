using System.Text;

namespace Knowledge.Loading;

/// <summary>
/// Reads a text file strictly: a file saved in another encoding would else load with its words replaced by �, and examples never match.
/// </summary>
internal static class Utf8File
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="name">How problems name the file.</param>
    /// <returns>The text without its byte order mark; null, and a problem, if it cannot be read.</returns>
    public static string? Read(string path, string name, List<PackProblem> problems)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return Text(bytes) is { } text ? text.TrimStart('\uFEFF') : Refuse(name, LineOfMistake(bytes), "不是 UTF-8 编码的文本（记事本默认的 ANSI、GBK 都不行）；请另存为 UTF-8。", problems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(name, 0, $"读不了这个文件（{e.Message}）；请检查它的权限。", problems);
        }
    }

    private static string? Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The lines up to the first one that is no UTF-8 are.</summary>
    private static int LineOfMistake(ReadOnlySpan<byte> bytes)
    {
        var line = 1;
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end && Text(bytes[..end]) is not null)
        {
            bytes = bytes[(end + 1)..];
            line++;
        }
        return line;
    }

    private static string? Refuse(string name, int line, string message, List<PackProblem> problems)
    {
        problems.Add(new PackProblem(Severity.Error, name, line, null, message));
        return null;
    }
}
