using Bot.State.Redis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Benchmarks.Bare;

/// <summary>
/// A Kestrel endpoint that reads one value of a store and writes one of the same size by one compare-and-set script, and does nothing else; as with the bot, an embedded
/// store's write is on disk before it answers. It runs as a process of its own, as the bot does.
/// </summary>
internal static class FloorServer
{
    private const string CompareAndSet = """
        if redis.call('GETRANGE', KEYS[1], 0, 15) == ARGV[1] then
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          return 1
        end
        return 0
        """;

    /// <param name="url">Where to listen.</param>
    /// <param name="store">A connection string; <c>garnet</c>: an embedded one as the bot's own, in <paramref name="folder"/>.</param>
    /// <param name="sizes">Bytes of the value after each message of a talk, with commas between.</param>
    public static async Task RunAsync(string url, string store, string sizes, string folder)
    {
        await using var embedded = store == "garnet" ? EmbeddedRedis.Claim(folder) : null;
        embedded?.Start(NullLoggerFactory.Instance, new RedisOptions().CompactAboveMegabytes);
        var database = (await ConnectionMultiplexer.ConnectAsync(embedded?.ConnectionString ?? store)).GetDatabase();
        var script = new RedisScript(CompareAndSet);
        var bytes = sizes.Split(',').Select(int.Parse).ToArray();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add(url);
        app.MapGet("/readyz", () => Results.Ok());
        app.MapPost("/turn/{id}/{message}", (string id, int message, HttpContext context) => TurnAsync(id, context, database, script, bytes[message], embedded is null ? null : embedded.WaitForCommitAsync));
        await app.RunAsync();
    }

    private static async Task<IResult> TurnAsync(string id, HttpContext context, IDatabase database, RedisScript script, int valueSize, Func<CancellationToken, ValueTask>? waitForCommit)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        RedisKey key = $"floor:{{{id}}}";
        var old = (byte[]?)await database.StringGetAsync(key);
        var value = new byte[valueSize];
        Guid.NewGuid().TryWriteBytes(value);
        var committed = (int)await script.RunAsync(database, [key], [old is null ? "" : old[..16], value, 15_552_000_000]);
        if (waitForCommit is not null) await waitForCommit(context.RequestAborted);
        return committed == 1 ? Results.Json(new { id }) : Results.StatusCode(409);
    }
}
