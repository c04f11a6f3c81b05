using System.Collections.Immutable;
using System.Text.Json;

namespace TestKit.Evaluation;

/// <summary>The least that a set must reach: so many right, and at most so many wrong. Raised when the score has risen, never lowered without a reason in the commit.</summary>
public sealed record Floor(int Items, int Right, int Wrong);

/// <summary>tests/Evaluation/floor.json: set and file to <see cref="Floor"/>.</summary>
public static class Floors
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Path => Repository.At("tests", "Evaluation", "floor.json");

    public static ImmutableSortedDictionary<string, Floor> Read() =>
        JsonSerializer.Deserialize<Dictionary<string, Floor>>(File.ReadAllText(Path), Layout)!.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static void Write(IReadOnlyDictionary<string, Floor> floors) =>
        File.WriteAllText(Path, JsonSerializer.Serialize(floors.OrderBy(f => f.Key, StringComparer.Ordinal).ToDictionary(), Layout) + "\n");

    /// <summary>What to say when a set has fallen below its floor, naming the items; null: it has not.</summary>
    public static string? Complaint(string set, IReadOnlyCollection<ScoredItem> items, Floor floor)
    {
        var score = Score.Of(items);
        return score.Right >= floor.Right && score.Wrong <= floor.Wrong ? null
            : $"{set}: {score.Right} of {score.Items} right (at least {floor.Right}), {score.Wrong} wrong (at most {floor.Wrong}):\n{string.Join('\n', items.Where(i => !i.Right))}";
    }
}
