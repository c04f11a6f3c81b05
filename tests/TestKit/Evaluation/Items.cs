using System.Collections.Immutable;
using System.Text.Json;

namespace TestKit.Evaluation;

/// <summary>A single question. What its members mean stands in tests/Evaluation/given/README.md.</summary>
public sealed record QuestionItem(
    string Id, string Q, DateTimeOffset Now, JsonElement? Profile,
    ImmutableArray<string>? Status, ImmutableArray<string>? Clauses, ImmutableArray<string>? Must, ImmutableArray<string>? Not, int? Max);

/// <summary>A conversation.</summary>
public sealed record TalkItem(string Id, DateTimeOffset Now, ImmutableArray<TalkTurn> Turns, TalkEnd? End);

public sealed record TalkTurn(string Say, ImmutableArray<string>? Must, ImmutableArray<string>? Not);

public sealed record TalkEnd(string? Verdict, ImmutableArray<string>? Materials, ImmutableArray<string>? NotMaterials);

/// <summary>A phrase and what the recognisers must find in it.</summary>
public sealed record PhraseItem(string Id, string Text, DateOnly Ref, JsonElement Expect);

/// <summary>Reads files of items, one JSON object a line.</summary>
public static class Items
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <param name="file">Under tests/Evaluation: <c>given/…</c> or <c>own/…</c>.</param>
    /// <returns>Empty where the set has no such file.</returns>
    public static ImmutableArray<T> Read<T>(string file)
    {
        var path = Repository.At(["tests", "Evaluation", .. file.Split('/')]);
        return File.Exists(path) ? [.. File.ReadLines(path).Where(l => l.Trim().Length > 0).Select(l => JsonSerializer.Deserialize<T>(l, Web)!)] : [];
    }
}
