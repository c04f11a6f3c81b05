using System.Net;
using System.Net.Http.Json;
using System.Text;
using StackExchange.Redis;
using TestKit;
using TestKit.DirectLine;
using TestKit.Processes;
using TestKit.Redis;

namespace Benchmarks.Load;

/// <summary>
/// Turns per second from request to committed reply, on each store, and the floor in the same run. Client and server share the machine; bounded in count; loopback only.
/// </summary>
internal static class LoadBenchmark
{
    private const int Clients = 16;
    private static readonly int WarmUpEach = 5 * Messages.Mix.Length;
    private static readonly int Each = 15 * Messages.Mix.Length;

    public static async Task RunAsync()
    {
        await using var redis = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "everysec");
        var rows = new StringBuilder();
        var size = await AppendAsync(rows, "Redis, appendfsync everysec", redis.ConnectionString, await MeasureValueAsync(redis.ConnectionString));
        await AppendAsync(rows, "Garnet, embedded", "", size);

        await ResultFile.WriteAsync("tests/Benchmarks/results/load.md", "Turns over HTTP", "dotnet run -c Release --project tests/Benchmarks -- load", $"""
            {Clients} people at once, each {Each / Messages.Mix.Length} talks of {Messages.Mix.Length} messages after {WarmUpEach / Messages.Mix.Length} to warm up, posted as Direct Line activities; the time is from the request to the
            answer that says that the reply is committed. The floor is a Kestrel endpoint that does one read and one compare-and-set script of {size:n0} bytes (what a conversation of this run holds on average) on the same
            store and nothing else. Load generator, server and store share the machine.

            | store | turns/s | p50 ms | p99 ms | floor turns/s | floor p99 ms | ratio |
            |---|---:|---:|---:|---:|---:|---:|
            {rows.ToString().TrimEnd()}
            """);
    }

    private static async Task<int> AppendAsync(StringBuilder rows, string name, string connection, int size)
    {
        // Floor, bot, floor: the machine's mood changes, and the mean of both floors is nearer to what the bot met.
        var before = await FloorAsync(connection, size);
        var bot = await BotAsync(connection);
        var after = await FloorAsync(connection, size);
        var floor = (before.PerSecond + after.PerSecond) / 2;
        rows.AppendLine($"| {name} | {bot.PerSecond:n0} | {bot.MedianMs:0.0} | {bot.P99Ms:0.0} | {floor:n0} | {(before.P99Ms + after.P99Ms) / 2:0.0} | {100 * bot.PerSecond / floor:0} % |");
        return size;
    }

    private static async Task<LoadResult> BotAsync(string connection)
    {
        await using var bot = await BotProcess.StartAsync(Settings(connection));
        var talks = new DirectLineClient[Clients][];
        for (var i = 0; i < Clients; i++) talks[i] = await TalksAsync(bot.Client, (WarmUpEach + Each) / Messages.Mix.Length);
        async Task<bool> SendAsync(int client, int i) =>
            await talks[client][i / Messages.Mix.Length].PostAsync(Messages.Mix[i % Messages.Mix.Length]) == HttpStatusCode.OK;
        await LoadGenerator.RunAsync(Clients, WarmUpEach, SendAsync);
        var result = await LoadGenerator.RunAsync(Clients, Each, (client, i) => SendAsync(client, WarmUpEach + i));
        if (result.Failed > 0) Console.Error.WriteLine($"{result.Failed} of {result.Requests} turns failed.");
        return result;
    }

    /// <summary>What a conversation takes in the store, averaged over its messages.</summary>
    private static async Task<int> MeasureValueAsync(string connection)
    {
        await using var bot = await BotProcess.StartAsync(Settings(connection));
        await using var multiplexer = await ConnectionMultiplexer.ConnectAsync(connection);
        var person = await DirectLineClient.StartAsync(bot.Client);
        var sizes = new List<long>();
        foreach (var message in Messages.Mix)
        {
            await person.PostAsync(message);
            sizes.Add(multiplexer.GetServers()[0].Keys(pattern: "bot:*").Max(k => multiplexer.GetDatabase().KeyType(k) == RedisType.String ? multiplexer.GetDatabase().StringLength(k) : 0));
        }
        return (int)sizes.Average();
    }

    private static BotSettings Settings(string connection) =>
        new BotSettings().With("Redis__ConnectionString", connection);

    private static async Task<LoadResult> FloorAsync(string connection, int size)
    {
        using var folder = new ScratchFolder();
        var url = $"http://127.0.0.1:{Ports.Free()}/";
        await using var server = ChildProcess.Start("dotnet", [typeof(LoadBenchmark).Assembly.Location, "floor", url, connection.Length == 0 ? "garnet" : connection, $"{size}", folder.FullName]);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(url) };
        await Eventually.BecomesTrueAsync(() => IsUpAsync(http), TimeSpan.FromSeconds(30), () => "The floor did not start:\n" + server.Output);
        async Task<bool> SendAsync(int client, int i)
        {
            using var response = await http.PostAsJsonAsync($"turn/{client}", new { type = "message", text = Messages.Mix[i % Messages.Mix.Length], locale = "zh-CN" });
            return response.IsSuccessStatusCode;
        }
        await LoadGenerator.RunAsync(Clients, WarmUpEach, SendAsync);
        return await LoadGenerator.RunAsync(Clients, Each, SendAsync);
    }

    private static async Task<DirectLineClient[]> TalksAsync(HttpClient http, int count)
    {
        var talks = new DirectLineClient[count];
        for (var i = 0; i < count; i++) talks[i] = await DirectLineClient.StartAsync(http);
        return talks;
    }

    private static async Task<bool> IsUpAsync(HttpClient http)
    {
        try { using var response = await http.GetAsync("readyz"); return response.IsSuccessStatusCode; }
        catch (HttpRequestException) { return false; }
    }
}
