using System.Text.Json;
using System.Text.RegularExpressions;
using Knowledge.Loading;
using Knowledge.Loading.Yaml;

namespace Knowledge.Tests.Loading;

/// <summary>The schema that editors use knows every key that the shipped packs use.</summary>
public sealed partial class SchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Packs.Shipped, "pack.schema.json"))).RootElement.GetProperty("$defs");

    [Fact]
    public void Schema_EveryFileThatNamesIt_HasOnlyItsKeys()
    {
        var unknown = new List<string>();
        foreach (var path in Directory.EnumerateFiles(Packs.Shipped, "*.yaml", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            if (Header().Match(text) is not { Success: true } header) continue;
            var source = new PackSource(path, []);
            Walk(YamlTree.Parse(text, source)!, Schema.GetProperty(header.Groups[1].Value), Path.GetRelativePath(Packs.Shipped, path), unknown);
        }
        Assert.Empty(unknown);
    }

    /// <summary>An editor checks only a file whose first line names the schema.</summary>
    [Fact]
    public void Schema_EveryFileOfAPack_NamesItsPart()
    {
        var nameless = Directory.EnumerateFiles(Packs.Shipped, "*.yaml", SearchOption.AllDirectories)
            .Where(p => Header().Match(File.ReadAllText(p)) is not { Success: true } header || !Schema.TryGetProperty(header.Groups[1].Value, out _))
            .Select(p => Path.GetRelativePath(Packs.Shipped, p));
        Assert.Empty(nameless);
    }

    [Theory]
    [InlineData("topics", "- {id: a, title: b, guard: {word: [c]}}", "word")]
    [InlineData("topics", "- {id: a, title: b, answers: [{text: c, site: {一: d}}]}", "site")]
    [InlineData("phrases", "said: {x: [a]}\nmask: [b]", "mask")]
    public void Schema_AMisspeltKey_IsUnknownToIt(string part, string text, string key)
    {
        var unknown = new List<string>();
        Walk(YamlTree.Parse(text, new PackSource(part, []))!, Schema.GetProperty(part), part, unknown);
        Assert.EndsWith(" " + key, Assert.Single(unknown), StringComparison.Ordinal);
    }

    private static void Walk(YamlValue value, JsonElement schema, string at, List<string> unknown)
    {
        schema = Resolve(value, schema);
        if (value is YamlValue.List list && schema.TryGetProperty("items", out var items)) foreach (var item in list.Items) Walk(item, items, at, unknown);
        if (value is not YamlValue.Map map || !schema.TryGetProperty("properties", out var properties)) return;
        foreach (var entry in map.Entries)
        {
            if (properties.TryGetProperty(entry.Key, out var inner)) Walk(entry.Value, inner, at, unknown);
            else if (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False) unknown.Add($"{at}:{entry.Line} {entry.Key}");
        }
    }

    private static JsonElement Resolve(YamlValue value, JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference)) return Resolve(value, Schema.GetProperty(reference.GetString()!.Split('/')[^1]));
        if (!schema.TryGetProperty("oneOf", out var choices)) return schema;
        return choices.EnumerateArray().Select(c => Resolve(value, c)).FirstOrDefault(c =>
            (value is YamlValue.Map && c.TryGetProperty("properties", out _)) || (value is YamlValue.List && c.TryGetProperty("items", out _)), schema);
    }

    [GeneratedRegex(@"^# yaml-language-server: \$schema=(?:\.\./)+pack\.schema\.json#/\$defs/(\w+)")]
    private static partial Regex Header();
}
