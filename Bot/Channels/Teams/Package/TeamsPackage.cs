using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.Channels.Teams.Package;

/// <summary>What is put into the manifest; null leaves what stands in it.</summary>
/// <param name="Domain">The host under which people reach this server.</param>
internal sealed record PackageDetails(string AppId, string Domain, string? Version, string? Developer, string? Name);

/// <summary>Makes the app package for upload to Teams: the manifest of this folder with the bot's own id and addresses, and its icons.</summary>
internal static class TeamsPackage
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The same package every time: nothing in it depends on when it was made.
    private static readonly DateTimeOffset Stamp = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ImmutableSortedDictionary<string, byte[]> Files(PackageDetails details) => new Dictionary<string, byte[]>
    {
        ["manifest.json"] = JsonSerializer.SerializeToUtf8Bytes(Manifest(details), Readable),
        ["color.png"] = Shipped("color.png"),
        ["outline.png"] = Shipped("outline.png"),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static byte[] Zip(IReadOnlyDictionary<string, byte[]> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = Stamp;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }
        return bytes.ToArray();
    }

    private static JsonNode Manifest(PackageDetails details)
    {
        var manifest = JsonNode.Parse(Shipped("manifest.json"))!;
        var (developer, bot) = (manifest["developer"]!, manifest["bots"]![0]!);
        manifest["id"] = details.AppId;
        bot["botId"] = details.AppId;
        if (details.Version is { } version) manifest["version"] = version;
        if (details.Developer is { } maker) developer["name"] = maker;
        if (details.Name is { } name) manifest["name"]!["short"] = name;
        foreach (var address in new[] { "websiteUrl", "privacyUrl", "termsOfUseUrl" })
            developer[address] = $"https://{details.Domain}{new Uri(developer[address]!.GetValue<string>()).AbsolutePath}";
        manifest["validDomains"] = new JsonArray(details.Domain);
        return manifest;
    }

    private static byte[] Shipped(string name)
    {
        using var stream = typeof(TeamsPackage).Assembly.GetManifestResourceStream($"teams/{name}") ?? throw new InvalidOperationException($"{name} is not in the program.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
