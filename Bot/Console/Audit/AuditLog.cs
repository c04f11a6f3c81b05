using System.Text.Json;
using Bot.State.Conversations;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.HrConsole.Audit;

/// <summary>One thing that somebody did in the console.</summary>
/// <param name="Who">The account's name.</param>
/// <param name="What">In Chinese, a few words.</param>
/// <param name="On">What it was done to; names nobody of those who chat. May be empty.</param>
public sealed record AuditEntry(DateTimeOffset At, string Who, string What, string On);

/// <summary>Who did what, newest first: one list that is only ever added to.</summary>
internal sealed class AuditLog(RedisConnection redis, TimeProvider time)
{
    public const int PageSize = 50;

    // A whole office over years; beyond that the oldest go.
    private const int MostKept = 200_000;
    private static readonly RedisKey Entries = "bot:{console}:audit";

    public async Task AddAsync(string who, string what, string on, CancellationToken ct)
    {
        var entry = JsonSerializer.SerializeToUtf8Bytes(new AuditEntry(time.GetUtcNow(), who, what, on.Length > 500 ? on[..500] + "…" : on), StateJson.Options);
        var length = await redis.WriteAsync(db => db.ListLeftPushAsync(Entries, entry), ct);
        if (length > MostKept) await redis.WriteAsync(async db => { await db.ListTrimAsync(Entries, 0, MostKept - 1); return true; }, ct);
    }

    public Task<long> CountAsync(CancellationToken ct) => redis.ReadAsync(db => db.ListLengthAsync(Entries), ct);

    /// <param name="page">From 0, the newest.</param>
    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(int page, CancellationToken ct) =>
        [.. (await redis.ReadAsync(db => db.ListRangeAsync(Entries, (long)page * PageSize, ((long)page + 1) * PageSize - 1), ct))
            .Select(v => JsonSerializer.Deserialize<AuditEntry>((byte[])v!, StateJson.Options)!)];
}
