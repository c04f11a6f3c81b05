using System.Security.Cryptography;
using System.Text.Json;
using Bot.Channels.WebChat.DirectLine;
using Dialogs.Language;

namespace Bot.Channels.WebChat;

/// <summary>How people are called inside their own conversation. A label, no key: it opens nothing.</summary>
internal static class UserIds
{
    private const int Longest = 64;
    private const int LongestBody = 16 * 1024;

    public static string New() => $"dl_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    /// <summary>What a caller wants a person to be called, if it can be one.</summary>
    public static string? Clean(string? label)
    {
        if (string.IsNullOrWhiteSpace(label)) return null;
        var plain = PersonalDataMask.Apply(string.Concat(label.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))).Trim());
        return plain.Length == 0 ? null : plain.Length <= Longest ? plain : plain[..Longest];
    }

    /// <summary>The label in a body, which may be absent or empty: at <c>user</c> as a string, or at <c>user.id</c>.</summary>
    public static async Task<string?> ReadBodyAsync(HttpContext context, string member)
    {
        var body = await RequestBody.ReadAsync(context, LongestBody, DirectLineException.TooLarge);
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty) return null;
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw DirectLineException.Malformed("The body is not a JSON object.");
            if (!json.RootElement.TryGetProperty("user", out var user) || user.ValueKind == JsonValueKind.Null) return null;
            if (user.ValueKind == JsonValueKind.Object) return user.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? Clean(id.GetString()) : null;
            return user.ValueKind == JsonValueKind.String ? Clean(user.GetString()) : throw DirectLineException.Malformed($"{member} is not a string.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw DirectLineException.Malformed("The body is not a JSON object such as {\"user\":\"me\"}.");
        }
    }
}
