using System.Text.Json;
using System.Text.Unicode;
using Bot.Api.Contracts;
using Bot.Operations;
using Microsoft.Net.Http.Headers;

namespace Bot.Api;

/// <summary>The body of a request as a JSON object, or why it is none.</summary>
internal static class JsonBody
{
    /// <summary>A question of the greatest length with a full profile takes a quarter of it.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    public static async Task<(JsonDocument? Document, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!IsJson(request)) return (null, ErrorResponses.For(StatusCodes.Status415UnsupportedMediaType));
        if (request.ContentLength > MaxBytes) return (null, TooLong());
        using var bytes = new MemoryStream();
        var chunk = new byte[8192];
        while (await request.Body.ReadAsync(chunk, ct) is > 0 and var read)
        {
            if (bytes.Length + read > MaxBytes) return (null, TooLong());
            bytes.Write(chunk, 0, read);
        }

        return Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    private static (JsonDocument?, Problem?) Parse(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span)) return (null, Malformed("请求体不是 UTF-8 编码的文本，请用 UTF-8 发送。"));
        if (utf8.Span.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        try
        {
            var document = JsonDocument.Parse(utf8, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return (document, null);
            document.Dispose();
            return (null, new Problem(StatusCodes.Status400BadRequest, "请求有误", "请求体应是一个 JSON 对象：{ … }。") { Allowed = ["JSON 对象"] });
        }
        catch (JsonException e)
        {
            return (null, Malformed($"请求体不是合法的 JSON：第 {e.LineNumber + 1} 行第 {e.BytePositionInLine + 1} 字节处读不下去，请检查后再发。"));
        }
    }

    private static bool IsJson(HttpRequest request) =>
        request.HasJsonContentType()
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    private static Problem Malformed(string detail) =>
        new(StatusCodes.Status400BadRequest, "JSON 有误", detail) { Allowed = ["JSON (UTF-8)"] };

    private static Problem TooLong() =>
        new(StatusCodes.Status413PayloadTooLarge, "内容太长", $"请求体不能超过 {MaxBytes / 1024} KB，请缩短后再发。") { Allowed = [$"<= {MaxBytes} bytes"] };
}
