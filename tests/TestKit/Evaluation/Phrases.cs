using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using TestKit.Processes;

namespace TestKit.Evaluation;

/// <summary>Runs phrases through the <c>recognize</c> command and compares what was found with what an item expects.</summary>
public static class Phrases
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<ImmutableArray<ScoredItem>> RecogniseAsync(ImmutableArray<PhraseItem> items)
    {
        if (items.IsEmpty) return [];
        var input = string.Join('\n', items.Select(i => JsonSerializer.Serialize(i, Wire))) + "\n";
        var (code, output) = await ChildProcess.RunAsync("dotnet", [Repository.BotDll, "recognize"], TimeSpan.FromSeconds(60), input);
        if (code != 0) throw new InvalidOperationException($"recognize ended with {code}:\n{output}");
        var found = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith('{')).Select(l => JsonElement.Parse(l))
            .ToDictionary(e => e.GetProperty("id").GetString()!, e => e.GetProperty("found"));
        return [.. items.Select(i => Judge(i, found[i.Id]))];
    }

    private static ScoredItem Judge(PhraseItem item, JsonElement found)
    {
        var right = SaysNothing(item.Expect) ? SaysNothing(found) : JsonElement.DeepEquals(item.Expect, found);
        return new(item.Id, item.Text, Text(found), right ? [] : [$"found {Text(found)}, should be {Text(item.Expect)}"], !right && !SaysNothing(found));
    }

    /// <summary>Nothing may be said of a phrase: <c>null</c>, or a kind whose value is null.</summary>
    private static bool SaysNothing(JsonElement result) =>
        result.ValueKind == JsonValueKind.Null || result.EnumerateObject().All(m => m.Name == "kind" || m.Value.ValueKind == JsonValueKind.Null);

    private static string Text(JsonElement result) => JsonSerializer.Serialize(result, Wire);
}
