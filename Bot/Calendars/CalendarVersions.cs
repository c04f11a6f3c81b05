using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.Calendars;

/// <summary>
/// Numbers the states of a calendar: one higher whenever its events are others than before, also when they change back. Kept beside the calendar's secret word,
/// without which a private link does not open.
/// </summary>
internal sealed class CalendarVersions(RedisConnection redis, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private static readonly RedisScript Number = new("""
        local sequence, hash, at = string.match(redis.call('HGET', KEYS[1], 'version') or '', '^(%d+) (%x+) (%d+)$')
        if hash == ARGV[1] then return sequence .. ' ' .. at end
        local next = sequence and tonumber(sequence) + 1 or 0
        redis.call('HSET', KEYS[1], 'version', string.format('%d %s %s', next, ARGV[1], ARGV[2]))
        return string.format('%d %s', next, ARGV[2])
        """);

    public async Task<CalendarVersion> OfAsync(RedisKey key, ImmutableArray<CalendarEvent> events, CancellationToken ct)
    {
        var numbered = (string)(await redis.WriteAsync(db => Number.RunAsync(db, [key], [Hash(events), time.GetUtcNow().ToUnixTimeSeconds()]), ct))!;
        return numbered.Split(' ') is [var sequence, var at] ? new(int.Parse(sequence), DateTimeOffset.FromUnixTimeSeconds(long.Parse(at))) : throw new FormatException("Not a calendar's version.");
    }

    /// <summary>The word that opens a private calendar, made when it is first asked for.</summary>
    public async Task<string> MakeWordAsync(RedisKey key, CancellationToken ct)
    {
        var word = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        _ = await redis.WriteAsync(db => db.HashSetAsync(key, "word", word, When.NotExists), ct);
        _ = await redis.WriteAsync(db => db.KeyExpireAsync(key, Kept), ct);
        return await WordAsync(key, ct) ?? word;
    }

    public async Task<string?> WordAsync(RedisKey key, CancellationToken ct) => await redis.ReadAsync(db => db.HashGetAsync(key, "word"), ct);

    public Task ForgetAsync(RedisKey key, CancellationToken ct) => redis.WriteAsync(db => db.KeyDeleteAsync(key), ct);

    private static string Hash(ImmutableArray<CalendarEvent> events) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', events.Select(Text)))))[..32];

    private static string Text(CalendarEvent e) => $"{e.Uid}|{e.Day:yyyyMMdd}|{e.Summary}|{e.Description}|{e.Cancelled}|{string.Join(',', e.Alarms)}";
}
