using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Channels.Teams.Package;
using Bot.CommandLine;
using TestKit.Processes;

namespace Bot.Tests.Channels.Teams;

/// <summary>The app package for upload, and the rules that it is checked by: each broken alone.</summary>
public sealed class PackageTests
{
    private const string Id = "11111111-2222-3333-4444-555555555555";

    [Fact]
    public async Task Command_WritesAPackageOfThreeFiles()
    {
        using var folder = new ScratchFolder();
        var path = Path.Combine(folder.FullName, "app.zip");
        var (code, output, error) = await RunAsync("teams", "package", "--app-id", Id, "--domain", "bot.example.org", "--version", "1.2.3", "--out", path);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains(path, output);

        using var zip = ZipFile.OpenRead(path);
        Assert.Equal(["color.png", "manifest.json", "outline.png"], zip.Entries.Select(e => e.FullName));
        using var stream = zip.GetEntry("manifest.json")!.Open();
        var manifest = (await JsonNode.ParseAsync(stream, cancellationToken: TestContext.Current.CancellationToken))!;
        Assert.Equal(Id, manifest["bots"]![0]!["botId"]!.GetValue<string>());
        Assert.Equal("https://bot.example.org/privacy", manifest["developer"]!["privacyUrl"]!.GetValue<string>());
        Assert.Equal("bot.example.org", manifest["validDomains"]![0]!.GetValue<string>());
        Assert.Equal("1.2.3", manifest["version"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(1, "--app-id", "teams", "package", "--domain", "bot.example.org")]
    [InlineData(1, "--domain", "teams", "package", "--app-id", Id)]
    [InlineData(1, "a GUID", "teams", "package", "--app-id", "mine", "--domain", "bot.example.org")]
    [InlineData(1, "a host name", "teams", "package", "--app-id", Id, "--domain", "not a host")]
    [InlineData(1, "32", "teams", "package", "--app-id", Id, "--domain", "bot.example.org", "--developer", "一个名字很长很长很长很长很长很长很长很长很长很长很长很长很长很长的单位")]
    [InlineData(1, "--out", "teams", "package", "--app-id", Id, "--domain", "bot.example.org", "--out", "/no/such/folder/x.zip")]
    [InlineData(2, "--domain", "teams", "package", "--dommain", "x")]
    [InlineData(2, "pairs", "teams", "package", "--domain")]
    public async Task Command_ThatCannotSucceed_SaysWhy(int expected, string said, params string[] words)
    {
        var (code, _, error) = await RunAsync(words);
        Assert.Equal(expected, code);
        Assert.Contains(said, error);
    }

    [Fact]
    public void Package_AsShipped_BreaksNoRule() => Assert.Empty(ManifestRules.Check(Shipped()));

    [Fact]
    public void Package_MadeTwice_IsTheSame() => Assert.Equal(TeamsPackage.Zip(Shipped()), TeamsPackage.Zip(Shipped()));

    [Theory]
    [InlineData("name.short", 30)]
    [InlineData("name.full", 100)]
    [InlineData("description.short", 80)]
    [InlineData("description.full", 4000)]
    [InlineData("developer.name", 32)]
    [InlineData("bots.0.commandLists.0.commands.0.title", 32)]
    [InlineData("bots.0.commandLists.0.commands.0.description", 128)]
    public void Text_MayBeSoLongAndNoLonger(string path, int longest)
    {
        Assert.Empty(Check(path, new string('字', longest)));
        Assert.Contains($"{longest}", Assert.Single(Check(path, new string('字', longest + 1))));
    }

    [Theory]
    [InlineData("id", "1")]
    [InlineData("manifestVersion", "1.18")]
    [InlineData("version", "1")]
    [InlineData("accentColor", "green")]
    [InlineData("developer.websiteUrl", "http://bot.example.org/")]
    [InlineData("developer.privacyUrl", "")]
    [InlineData("bots.0.scopes.0", "everywhere")]
    [InlineData("bots.0.botId", "28:x")]
    [InlineData("validDomains.0", "https://bot.example.org")]
    [InlineData("icons.color", "missing.png")]
    [InlineData("icons.outline", "color.png")]
    [InlineData("localizationInfo.defaultLanguageTag", "中文")]
    public void Value_NotAllowed_IsNamed(string path, string value) => Assert.NotEmpty(Check(path, value));

    [Theory]
    [InlineData("developer")]
    [InlineData("name.full")]
    [InlineData("icons.outline")]
    [InlineData("bots.0.botId")]
    [InlineData("bots.0.commandLists.0.commands.0.description")]
    public void Member_Missing_IsNamed(string path) => Assert.Contains("is missing", Assert.Single(Check(path, null)));

    [Theory]
    [InlineData("surprise")]
    [InlineData("bots.0.surprise")]
    public void Member_Unknown_IsNamed(string path) => Assert.Contains("surprise", Assert.Single(Check(path, "x")));

    [Fact]
    public void TooMany_AreCounted()
    {
        var files = Changed(m => m["bots"]![0]!["commandLists"]![0]!["commands"] = new JsonArray([.. Enumerable.Range(0, 11).Select(i => new JsonObject { ["title"] = $"{i}", ["description"] = "x" })]));
        Assert.Contains("11", Assert.Single(ManifestRules.Check(files)));
    }

    [Fact]
    public void Icon_ThatIsNone_IsNamed() => Assert.Contains("no PNG", Assert.Single(ManifestRules.Check(Shipped().SetItem("color.png", "text"u8.ToArray()))));

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, byte[]> Shipped() => TeamsPackage.Files(new(Id, "bot.example.org", null, null, null));

    private static System.Collections.Immutable.ImmutableArray<string> Check(string path, string? value) => ManifestRules.Check(Changed(manifest =>
    {
        var parts = path.Split('.');
        var parent = parts[..^1].Aggregate(manifest, (node, part) => int.TryParse(part, out var i) ? node[i]! : node[part]!);
        if (int.TryParse(parts[^1], out var at)) parent[at] = value;
        else if (value is null) parent.AsObject().Remove(parts[^1]);
        else parent[parts[^1]] = value;
    }));

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, byte[]> Changed(Action<JsonNode> change)
    {
        var files = Shipped();
        var manifest = JsonNode.Parse(files["manifest.json"])!;
        change(manifest);
        return files.SetItem("manifest.json", JsonSerializer.SerializeToUtf8Bytes(manifest));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Commands.RunAsync(args, TextReader.Null, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
