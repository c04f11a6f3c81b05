using Bot.State;
using Bot.State.Conversations;
using Bot.State.Redis;
using Microsoft.Extensions.Options;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State.Conversations;

public sealed class ConversationStoreOnGarnetTests(Stores stores) : ConversationStoreContract(stores, StoreKind.Garnet);

public sealed class ConversationStoreOnRedisTests(Stores stores) : ConversationStoreContract(stores, StoreKind.Redis);

public sealed class ConversationStoreOnClusterTests(Stores stores) : ConversationStoreContract(stores, StoreKind.Cluster);

/// <summary>What a store of conversations promises, whatever it stands on.</summary>
public abstract class ConversationStoreContract(Stores stores, StoreKind kind)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_OfAnUnknownKey_FindsNothing()
    {
        await using var redis = await stores.ConnectAsync(kind);
        Assert.Equal(StoredConversation.None, await On(redis).ReadAsync(NewKey(), Ct));
    }

    [Theory]
    [InlineData("!@#$%^&*()~/\\><,.?';\"`~")]
    [InlineData("}{")]
    [InlineData("会话 一")]
    [InlineData("a\nb")]
    [InlineData("\ud800")]
    public async Task Commit_UnderAnOddKey_IsReadBackUnderItAlone(string id)
    {
        await using var redis = await stores.ConnectAsync(kind);
        var (key, near) = (new ConversationKey("test", id + Guid.NewGuid()), new ConversationKey("test", id + Guid.NewGuid()));

        Assert.True(await On(redis).TryCommitAsync(key, RecordVersion.None, Record(1), Ct));

        Assert.Equal(1, Count((await On(redis).ReadAsync(key, Ct)).Record!.State));
        Assert.Null((await On(redis).ReadAsync(near, Ct)).Record);
    }

    [Fact]
    public async Task Commit_WithTheCurrentVersion_ReplacesTheRecordAndTheVersion()
    {
        await using var redis = await stores.ConnectAsync(kind);
        var (store, key) = (On(redis), NewKey());
        await store.TryCommitAsync(key, RecordVersion.None, Record(1), Ct);
        var first = await store.ReadAsync(key, Ct);

        Assert.True(await store.TryCommitAsync(key, first.Version, Record(2), Ct));

        var second = await store.ReadAsync(key, Ct);
        Assert.Equal(2, Count(second.Record!.State));
        Assert.NotEqual(first.Version, second.Version);
    }

    [Theory]
    [InlineData("0123456789abcdef")]
    [InlineData("")]
    public async Task Commit_WithAnotherVersion_IsRefusedAndChangesNothing(string version)
    {
        await using var redis = await stores.ConnectAsync(kind);
        var (store, key) = (On(redis), NewKey());
        await store.TryCommitAsync(key, RecordVersion.None, Record(1), Ct);

        Assert.False(await store.TryCommitAsync(key, (await store.ReadAsync(key, Ct)).Version with { Text = version }, Record(2), Ct));

        Assert.Equal(1, Count((await store.ReadAsync(key, Ct)).Record!.State));
    }

    [Fact]
    public async Task Commit_AfterTheRecordWasRemovedAndMadeAnew_IsRefused()
    {
        await using var redis = await stores.ConnectAsync(kind);
        var (store, key) = (On(redis), NewKey());
        await store.TryCommitAsync(key, RecordVersion.None, Record(1), Ct);
        var before = (await store.ReadAsync(key, Ct)).Version;
        await store.LoseAsync(key, Ct);

        Assert.False(await store.TryCommitAsync(key, before, Record(2), Ct));
        Assert.True(await store.TryCommitAsync(key, RecordVersion.None, Record(1), Ct));
        Assert.False(await store.TryCommitAsync(key, before, Record(2), Ct));
    }

    [Fact]
    public async Task CommitOfMany_WritesWhoIsAsExpected_AndNobodyElse()
    {
        await using var redis = await stores.ConnectAsync(kind);
        var store = On(redis);
        var (goesOn, isNew, changed, gone, damaged) = (NewKey(), NewKey(), NewKey(), NewKey(), NewKey());
        foreach (var key in new[] { goesOn, changed, gone }) await store.TryCommitAsync(key, RecordVersion.None, Record(1), Ct);
        _ = await redis.WriteAsync(db => db.StringSetAsync(damaged.Redis, "not a record"), Ct);
        var read = await store.ReadManyAsync([goesOn, isNew, changed, gone, damaged], Ct);
        await store.TryCommitAsync(changed, read[2].Version, Record(7), Ct);
        await store.LoseAsync(gone, Ct);

        var done = await store.TryCommitManyAsync(
        [
            new(goesOn, read[0].Version, read[0].Record!.After("next", read[0].Record!.State, [LongActivity(5_000)], [])),
            new(isNew, read[1].Version, Record(2)),
            new(changed, read[2].Version, Record(3)),
            new(gone, read[3].Version, Record(4)),
        ], Ct);

        Assert.Equal([true, true, false, false], done);
        Assert.Null(read[4].Record);
        var after = await store.ReadManyAsync([goesOn, isNew, changed, gone], Ct);
        Assert.Equal([1, 2, 7], after[..3].Select(a => Count(a.Record!.State)));
        Assert.Equal(2, after[0].Record!.Transcript.Activities.Length);
        Assert.Null(after[3].Record);
        Assert.InRange((await redis.ReadAsync(db => db.KeyTimeToLiveAsync(goesOn.Redis), Ct))!.Value.TotalDays, 1, 400);
    }

    [Fact]
    public async Task Commit_StartsTheTimeToLiveAnew()
    {
        await using var redis = await stores.ConnectAsync(kind);
        var (store, key) = (On(redis), NewKey());
        await store.TryCommitAsync(key, RecordVersion.None, Record(1), Ct);
        await redis.WriteAsync(db => db.KeyExpireAsync(key.Redis, TimeSpan.FromDays(3)), Ct);

        await store.TryCommitAsync(key, (await store.ReadAsync(key, Ct)).Version, Record(2), Ct);

        var left = await redis.ReadAsync(db => db.KeyTimeToLiveAsync(key.Redis), Ct);
        Assert.InRange(left!.Value, TimeSpan.FromDays(179.9), TimeSpan.FromDays(180));
    }

    /// <summary>Only what is new is sent; the value is as if it had been written whole.</summary>
    [Fact]
    public async Task Commits_OfALongTalk_AreReadBackWhole()
    {
        await using var redis = await stores.ConnectAsync(kind);
        var (store, key, version) = (On(redis), NewKey(), RecordVersion.None);
        var record = ConversationRecord.New(Morning);
        for (var i = 1; i <= 120; i++)
        {
            record = record.After($"m{i}", record.State, [Activity($"{i} {new string('话', i % 7 * 100)}"), Activity($"{i}。")], []);
            if (i % 10 == 0) await redis.WriteAsync(db => db.KeyExpireAsync(key.Redis, TimeSpan.FromDays(3)), Ct);
            Assert.True(await store.TryCommitAsync(key, version, record, Ct));
            (var read, version) = await store.ReadAsync(key, Ct);
            Assert.Equal(record.Transcript.After(0).Texts(), read!.Transcript.After(0).Texts());
            Assert.Equal(record.Transcript.Next, read.Transcript.Next);
            if (i % 10 == 0) Assert.InRange((await redis.ReadAsync(db => db.KeyTimeToLiveAsync(key.Redis), Ct))!.Value, TimeSpan.FromDays(179.9), TimeSpan.FromDays(180));
        }
        Assert.InRange(record.Transcript.Activities.Length, 1, 80);
    }

    [Fact]
    public async Task Commit_OnAValueOfTheFirstRelease_ReplacesIt()
    {
        await using var redis = await stores.ConnectAsync(kind);
        var (store, key) = (On(redis), NewKey());
        await redis.WriteAsync(db => db.StringSetAsync(key.Redis, "{\"v\":\"0123456789abcdef\",\"schema\":1,\"state\":{},\"seen\":[],\"outbox\":[],\"next\":5}\n{\"text\":\"old\"}"), Ct);
        var (record, version) = await store.ReadAsync(key, Ct);
        Assert.False(await store.TryCommitAsync(key, version with { Text = "0123456789abcdee" }, record!, Ct));
        Assert.True(await store.TryCommitAsync(key, version, record!.After("m", record.State, [Activity("new")], []), Ct));
        Assert.False(await store.TryCommitAsync(key, version, record, Ct));
        Assert.Equal(["{\"text\":\"old\"}", "{\"text\":\"new\"}"], (await store.ReadAsync(key, Ct)).Record!.Transcript.After(0).Texts());
    }

    [Fact]
    public async Task Remove_WithAnotherVersion_LeavesTheRecord()
    {
        await using var redis = await stores.ConnectAsync(kind);
        var (store, key) = (On(redis), NewKey());
        await store.TryCommitAsync(key, RecordVersion.None, Record(1), Ct);
        var (_, version) = await store.ReadAsync(key, Ct);
        Assert.False(await store.TryRemoveAsync(key, version with { Text = "0123456789abcdef" }, Ct));
        Assert.True(await store.TryRemoveAsync(key, version, Ct));
        Assert.Null((await store.ReadAsync(key, Ct)).Record);
    }

    [Fact]
    public async Task Commits_OfManyWriters_LoseNothing()
    {
        const int writers = 8, each = 250;
        var key = NewKey();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() => CountUpAsync(key, each), Ct)));

        await using var redis = await stores.ConnectAsync(kind);
        Assert.Equal(writers * each, Count((await On(redis).ReadAsync(key, Ct)).Record!.State));
    }

    private async Task CountUpAsync(ConversationKey key, int times)
    {
        await using var redis = await stores.ConnectAsync(kind);
        var store = On(redis);
        for (var done = 0; done < times;)
        {
            var (record, version) = await store.ReadAsync(key, Ct);
            var next = record is null ? Record(1) : record with { State = Add(record.State, Say("1"), Morning).State };
            if (await store.TryCommitAsync(key, version, next, Ct)) done++;
        }
    }

    private static RedisConversationStore On(RedisConnection redis) => new(redis, new(SchemaUpgrades.Default), new RecentRecords(), Options.Create(new ConversationOptions()));
}
