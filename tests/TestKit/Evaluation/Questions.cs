using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace TestKit.Evaluation;

/// <summary>Asks the questions of a set through /api/ask, each as of its own moment, and judges the answers.</summary>
public static class Questions
{
    public static async Task<ImmutableArray<ScoredItem>> AskAsync(HttpClient bot, IEnumerable<QuestionItem> items)
    {
        var scored = ImmutableArray.CreateBuilder<ScoredItem>();
        foreach (var item in items) scored.Add(Scoring.Judge(item, await AskAsync(bot, item)));
        return scored.ToImmutable();
    }

    public static async Task<ScoredReply> AskAsync(HttpClient bot, QuestionItem item)
    {
        var body = new Dictionary<string, object?> { ["question"] = item.Q, ["asOf"] = item.Now.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) };
        if (item.Profile is { ValueKind: JsonValueKind.Object } profile && profile.EnumerateObject().Any()) body["profile"] = profile;
        using var response = await bot.PostAsJsonAsync("api/ask", body);
        if (!response.IsSuccessStatusCode) return new($"HTTP {(int)response.StatusCode}", await response.Content.ReadAsStringAsync(), []);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new(
            answer.GetProperty("status").GetString()!,
            answer.GetProperty("text").GetString()!,
            [.. answer.GetProperty("citations").EnumerateArray().Select(c => c.GetProperty("clause").GetString()!)]);
    }
}
