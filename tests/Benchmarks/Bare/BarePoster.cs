using System.Diagnostics;
using System.Globalization;
using Bot.State.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Benchmarks.Bare;

/// <summary>
/// What no broadcast on this machine can beat: an HttpClient loop in a process of its own, as the bot is one, that posts to a receiver and does nothing else; or that
/// first does for each recipient what exactly-once costs at least, one read and one compare-and-set of a conversation's size.
/// </summary>
internal static class BarePoster
{
    private const int WarmUp = 2_000, ValueSize = 1_200;

    private const string CompareAndSet = """
        if redis.call('GETRANGE', KEYS[1], 0, 15) == ARGV[1] then
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          return 1
        end
        return 0
        """;

    /// <summary>Prints the posts per second.</summary>
    /// <param name="store">Empty: only posts; <c>garnet</c>: an embedded one in <paramref name="folder"/>; else a connection string.</param>
    public static async Task RunAsync(Uri receiver, int width, int count, string store, string folder)
    {
        await using var embedded = store == "garnet" ? EmbeddedRedis.Claim(folder) : null;
        embedded?.Start(NullLoggerFactory.Instance, 64);
        var database = store.Length == 0 ? null : (await ConnectionMultiplexer.ConnectAsync(embedded?.ConnectionString ?? store)).GetDatabase();
        var script = new RedisScript(CompareAndSet);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = receiver };
        var body = new byte[60];

        async Task PostAsync(int i)
        {
            if (database is not null)
            {
                await KeepAsync(database, script, i);
                if (embedded is not null) await embedded.WaitForCommitAsync(CancellationToken.None);
            }
            using var response = await http.PostAsync(new Uri($"p{i:00000}", UriKind.Relative), new ReadOnlyMemoryContent(body));
            response.EnsureSuccessStatusCode();
        }
        await LoopAsync(width, WarmUp, PostAsync);
        var started = Stopwatch.GetTimestamp();
        await LoopAsync(width, count, PostAsync);
        await Console.Out.WriteLineAsync((count / Stopwatch.GetElapsedTime(started).TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }

    private static async Task KeepAsync(IDatabase database, RedisScript script, int i)
    {
        RedisKey key = $"floor:{{{i}}}";
        var old = (byte[]?)await database.StringGetAsync(key);
        var value = new byte[ValueSize];
        Guid.NewGuid().TryWriteBytes(value);
        _ = await script.RunAsync(database, [key], [old is null ? "" : old[..16], value, 15_552_000_000]);
    }

    private static async Task LoopAsync(int width, int count, Func<int, Task> post)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, width).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var i && i < count) await post(i);
        })));
    }
}
