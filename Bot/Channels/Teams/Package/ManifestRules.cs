using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bot.Channels.Teams.Activities;

namespace Bot.Channels.Teams.Package;

/// <summary>
/// The rules of the published manifest schema, version 1.19, for what our package uses, and those of the store for its icons: each problem is a line that names
/// the member, what was found and what is allowed.
/// </summary>
internal static partial class ManifestRules
{
    private static readonly string[] Scopes = ["personal", "team", "groupChat"];

    /// <summary>Members of each object, those with an exclamation mark required; an object has no others.</summary>
    private static readonly ImmutableDictionary<string, string[]> Members = new Dictionary<string, string[]>
    {
        [""] = ["$schema!", "manifestVersion!", "version!", "id!", "localizationInfo", "developer!", "name!", "description!", "icons!", "accentColor!", "bots", "validDomains"],
        ["localizationInfo"] = ["defaultLanguageTag!", "additionalLanguages"],
        ["developer"] = ["name!", "mpnId", "websiteUrl!", "privacyUrl!", "termsOfUseUrl!"],
        ["name"] = ["short!", "full!"],
        ["description"] = ["short!", "full!"],
        ["icons"] = ["color!", "outline!"],
        ["bots"] = ["botId!", "scopes!", "commandLists", "isNotificationOnly", "supportsFiles", "supportsCalling", "supportsVideo", "needsChannelSelector"],
        ["bots.commandLists"] = ["scopes!", "commands!"],
        ["bots.commandLists.commands"] = ["title!", "description!"],
    }.ToImmutableDictionary();

    private static readonly (string Path, int Longest)[] Lengths =
    [
        ("version", 256), ("developer.name", 32), ("developer.websiteUrl", 2048), ("developer.privacyUrl", 2048), ("developer.termsOfUseUrl", 2048),
        ("name.short", 30), ("name.full", 100), ("description.short", 80), ("description.full", 4000),
        ("bots.commandLists.commands.title", 32), ("bots.commandLists.commands.description", 128), ("validDomains", 2048),
    ];

    private static readonly (string Path, int Most)[] Counts =
        [("bots", 1), ("bots.scopes", 3), ("bots.commandLists", 3), ("bots.commandLists.scopes", 3), ("bots.commandLists.commands", 10), ("validDomains", 16)];

    private static readonly (string Path, Regex Pattern, string Allowed)[] Shapes =
    [
        ("manifestVersion", Literal("1.19"), "1.19"),
        ("$schema", Literal("https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json"), "the address of schema 1.19"),
        ("version", SemanticVersion(), "a semantic version such as 1.0.0"),
        ("id", Guid(), "a GUID"), ("bots.botId", Guid(), "a GUID"),
        ("developer.websiteUrl", Https(), "an https address"), ("developer.privacyUrl", Https(), "an https address"), ("developer.termsOfUseUrl", Https(), "an https address"),
        ("accentColor", HexColor(), "a color such as #0E5A58"), ("localizationInfo.defaultLanguageTag", LanguageTag(), "a language tag such as zh-cn"),
        ("bots.scopes", OneOf(Scopes), string.Join(", ", Scopes)), ("bots.commandLists.scopes", OneOf(Scopes), string.Join(", ", Scopes)),
        ("validDomains", Domain(), "a host name"), ("icons.color", RelativePath(), "a path inside the package"), ("icons.outline", RelativePath(), "a path inside the package"),
    ];

    /// <param name="files">Everything in the package, by its path.</param>
    public static ImmutableArray<string> Check(IReadOnlyDictionary<string, byte[]> files)
    {
        if (!files.TryGetValue("manifest.json", out var json)) return ["manifest.json is missing."];
        using var document = JsonDocument.Parse(json);
        return [.. CheckObject("", document.RootElement), .. CheckIcons(document.RootElement.Member("icons"), files)];
    }

    private static IEnumerable<string> CheckObject(string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return [$"{Shown(path)} is no object."];
        var members = Members[path];
        return members.Where(m => m[^1] == '!' && value.Member(m[..^1]).ValueKind == JsonValueKind.Undefined).Select(m => $"{Below(path, m[..^1])} is missing.")
            .Concat(value.EnumerateObject().SelectMany(m => members.Any(known => known.TrimEnd('!') == m.Name) ? CheckValue(Below(path, m.Name), m.Value) : [$"{Below(path, m.Name)} is not a member that the schema knows."]));
    }

    private static IEnumerable<string> CheckValue(string path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => CheckCount(path, value).Concat(value.EnumerateArray().SelectMany(item => CheckValue(path, item))),
        JsonValueKind.Object => Members.ContainsKey(path) ? CheckObject(path, value) : [$"{path} is an object."],
        JsonValueKind.String => CheckText(path, value.GetString()!),
        _ => Members.ContainsKey(path) ? [$"{path} is {value}; allowed: an object."] : [],
    };

    private static IEnumerable<string> CheckCount(string path, JsonElement value)
    {
        foreach (var (_, most) in Counts.Where(c => c.Path == path && value.GetArrayLength() > c.Most)) yield return $"{path} has {value.GetArrayLength()} entries; allowed: {most}.";
    }

    private static IEnumerable<string> CheckText(string path, string text)
    {
        if (Members.ContainsKey(path)) yield return $"{path} is '{text}'; allowed: an object.";
        if (text.Length == 0) yield return $"{path} is empty.";
        foreach (var (_, longest) in Lengths.Where(l => l.Path == path && text.Length > l.Longest)) yield return $"{path} has {text.Length} characters; allowed: {longest}.";
        foreach (var (_, pattern, allowed) in Shapes.Where(s => s.Path == path && !s.Pattern.IsMatch(text))) yield return $"{path} is '{text}'; allowed: {allowed}.";
    }

    private static IEnumerable<string> CheckIcons(JsonElement icons, IReadOnlyDictionary<string, byte[]> files) =>
        CheckIcon(icons.Text("color"), 192, false, files).Concat(CheckIcon(icons.Text("outline"), 32, true, files));

    // A PNG begins with its signature and then its size; the color type says whether it can be transparent.
    private static IEnumerable<string> CheckIcon(string? name, int size, bool transparent, IReadOnlyDictionary<string, byte[]> files)
    {
        if (name is null) yield break;
        if (!files.TryGetValue(name, out var png)) yield return $"{name} is not in the package.";
        else if (png.Length < 26 || !png.AsSpan(0, 8).SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) yield return $"{name} is no PNG.";
        else if (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)) != size || BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)) != size) yield return $"{name} must be {size} pixels wide and high.";
        else if (transparent && png[25] is not (4 or 6)) yield return $"{name} must be transparent.";
    }

    private static string Below(string path, string member) => path.Length == 0 ? member : $"{path}.{member}";

    private static string Shown(string path) => path.Length == 0 ? "manifest.json" : path;

    private static Regex Literal(string text) => new($"^{Regex.Escape(text)}$");

    private static Regex OneOf(string[] words) => new($"^({string.Join('|', words)})$");

    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex SemanticVersion();

    [GeneratedRegex("^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$")]
    private static partial Regex Guid();

    [GeneratedRegex(@"^https://[^\s/]+\S*$", RegexOptions.IgnoreCase)]
    private static partial Regex Https();

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex HexColor();

    [GeneratedRegex("^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,2}$")]
    private static partial Regex LanguageTag();

    [GeneratedRegex(@"^(\*\.)?([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(:[0-9]{1,5})?$")]
    private static partial Regex Domain();

    [GeneratedRegex(@"^(?!/|\.\.?/)[^\\:*?""<>|]+$")]
    private static partial Regex RelativePath();
}
