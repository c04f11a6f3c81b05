using Bot.State.Conversations;
using Bot.State.Redis;
using Knowledge.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

if (args[0] == "announce")
{
    await StoreWriter.Announcer.RunAsync(args[1], args[2], int.Parse(args[3]));
    return;
}

// Usage: StoreWriter <data directory> <conversations>. Counts up in them until killed, 24 at a time; a line "<conversation> <count>" for every
// commit that the store has acknowledged. The small limit makes it compact all the time.
var embedded = EmbeddedRedis.Claim(args[0]);
embedded.Start(NullLoggerFactory.Instance, compactAboveMegabytes: 8, checkEverySeconds: 1);
var redis = new RedisConnection(TimeSpan.FromSeconds(5));
redis.Open(await RedisConnection.ConnectAsync(ConfigurationOptions.Parse(embedded.ConnectionString), TimeSpan.FromSeconds(10)), embedded.WaitForCommitAsync);
var store = new RedisConversationStore(redis, new(SchemaUpgrades.Default), new RecentRecords(), Options.Create(new ConversationOptions()));
var padding = new RawActivity(System.Text.Encoding.UTF8.GetBytes("{\"text\":\"" + new string('x', 12_000) + "\"}"));

var conversations = int.Parse(args[1]);
var writers = Math.Min(24, conversations);
await Task.WhenAll(Enumerable.Range(0, writers).Select(i => Task.Run(() => WriteAsync(i))));

// Each writer has every 24th conversation to itself.
async Task WriteAsync(int writer)
{
    var own = (conversations - writer + writers - 1) / writers;
    while (true) await CountUpAsync(writer + (writers * Random.Shared.Next(own)));
}

async Task CountUpAsync(int conversation)
{
    var key = new ConversationKey("crash", $"{conversation}");
    var (found, version) = await store.ReadAsync(key, CancellationToken.None);
    var record = found ?? ConversationRecord.New(DateTimeOffset.UnixEpoch);
    var count = (record.State.Facts["count"] is FactValue.Amount amount ? amount.Value : 0) + 1;
    var next = record.After($"m{count}", record.State with { Facts = record.State.Facts.With("count", new FactValue.Amount(count)) }, [padding], []);
    if (!await store.TryCommitAsync(key, version, next, CancellationToken.None)) throw new InvalidOperationException("Nobody else writes here.");
    await Console.Out.WriteLineAsync($"{conversation} {count}");
}
