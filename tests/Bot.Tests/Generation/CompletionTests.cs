using System.Text.Json;
using Bot.Generation;
using TestKit;
using TestKit.Models;

namespace Bot.Tests.Generation;

/// <summary>Every completion of completions.jsonl, played by a model to the running assistant: what is false never gets through, what is faithful is sent and marked.</summary>
public sealed class CompletionTests(GenerationHost host) : IClassFixture<GenerationHost>
{
    private sealed record Case(string Id, string Kind, string Question, string Completion, string Sent, string? Text);

    [Fact]
    public async Task Completions_AllKinds_AreSentOrReplacedAsWritten()
    {
        var cases = Cases();
        Assert.True(cases.Length >= 300, $"only {cases.Length}");
        Assert.True(cases.Count(c => c.Sent == "pack") >= 300);
        Assert.Equal(cases.Length, cases.Select(c => c.Id).Distinct().Count());
        var wrong = new List<string>();
        foreach (var one in cases)
        {
            var own = (await GenerationHost.AskAsync(host.Without, one.Question)).Text;
            host.Model.Answer = _ => new ModelReply(one.Completion);
            var sent = (await GenerationHost.AskAsync(host.With, one.Question)).Text;
            var expected = one.Sent == "pack" ? own : one.Text + Rewriter.Label;
            if (sent != expected) wrong.Add($"{one.Id}: {sent}\n    instead of {expected}");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cases.Length}:\n{string.Join('\n', wrong)}");
    }

    private static Case[] Cases() =>
        [.. File.ReadLines(Repository.At("tests", "Bot.Tests", "Generation", "completions.jsonl")).Select(l => JsonSerializer.Deserialize<Case>(l, JsonSerializerOptions.Web)!)];
}
