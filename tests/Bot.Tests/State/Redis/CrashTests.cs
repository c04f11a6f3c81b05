using Bot.State.Conversations;
using Bot.State.Redis;
using Knowledge.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TestKit.Processes;

namespace Bot.Tests.State.Redis;

/// <summary>SIGKILL in the middle of writing and compacting, again and again on the same files.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="conversations">24 are in the store's memory; 800, of 49 KB each, are more than it holds.</param>
    [Theory]
    [InlineData(24)]
    [InlineData(800)]
    public async Task Process_KilledWhileWriting_LosesNoAcknowledgedCommit(int conversations)
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("CRASH_ROUNDS") ?? "2");
        for (var round = 0; round < rounds; round++)
        {
            var acknowledged = await WriteAndKillAsync(conversations, lines: 500 + Random.Shared.Next(4_000));
            var kept = await ReadAsync(conversations);
            Assert.Equal([], acknowledged.Where(a => kept[a.Key] < a.Value).Select(a => $"round {round}, conversation {a.Key}: acknowledged {a.Value}, kept {kept[a.Key]}"));
            Assert.All(acknowledged, a => Assert.InRange(kept[a.Key], a.Value, a.Value + 1));
        }
    }

    private async Task<Dictionary<int, decimal>> WriteAndKillAsync(int conversations, int lines)
    {
        await using var writer = ChildProcess.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "StoreWriter.dll"), folder.FullName, $"{conversations}"]);
        await Eventually.BecomesTrueAsync(
            () => Task.FromResult(writer.HasExited ? throw new InvalidOperationException(writer.Output) : writer.Output.Length > lines * 8),
            TimeSpan.FromSeconds(60), () => "The writer hardly writes:\n" + writer.Output);
        await writer.KillAsync();
        return writer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).Where(l => l.Length == 2)
            .GroupBy(l => int.Parse(l[0])).ToDictionary(g => g.Key, g => g.Max(l => decimal.Parse(l[1])));
    }

    private async Task<Dictionary<int, decimal>> ReadAsync(int conversations)
    {
        await using var embedded = EmbeddedRedis.Claim(folder.FullName);
        embedded.Start(NullLoggerFactory.Instance, 8);
        await using var redis = await Stores.OpenAsync(embedded.ConnectionString);
        var store = new RedisConversationStore(redis, new(SchemaUpgrades.Default), new RecentRecords(), Options.Create(new ConversationOptions()));
        var kept = new Dictionary<int, decimal>();
        for (var i = 0; i < conversations; i++)
        {
            var record = (await store.ReadAsync(new("crash", $"{i}"), Ct)).Record;
            kept[i] = record?.State.Facts["count"] is FactValue.Amount amount ? amount.Value : 0;
        }
        return kept;
    }

    public void Dispose() => folder.Dispose();
}
