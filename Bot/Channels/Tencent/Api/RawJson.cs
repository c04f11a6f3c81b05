using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bot.Channels.Tencent.Api;

/// <summary>
/// JSON as the platform wants it: every character as itself. It shows people an escape as it stands, and no encoder of .NET leaves an emoji alone.
/// </summary>
internal static partial class RawJson
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode body) => Escapes.Replace(body.ToJsonString(Relaxed), static m => Unescape(m));

    // Read from left to right, so that an escaped backslash before a 'u' is not taken for an escape.
    [GeneratedRegex(@"\\(?:u([0-9A-Fa-f]{4})|.)")]
    private static partial Regex Escapes { get; }

    private static string Unescape(Match escape) =>
        escape.Groups[1] is { Success: true, Value: var hex } && (char)int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var c && IsShown(c)
            ? c.ToString() : escape.Value;

    private static bool IsShown(char c) => !char.IsControl(c) && c is not ('"' or '\\');
}
