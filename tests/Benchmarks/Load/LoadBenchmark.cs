using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Bot.State.Redis;
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
    private static readonly int Talk = Messages.Mix.Length;
    private static readonly int WarmUpEach = 60 * Talk;

    // Ten seconds and more: the embedded store looks every five whether its file is to be compacted, which takes one or two, and a run so short that it may or may not meet that says 3,000 or 9,000.
    private static readonly int Each = 100 * Talk;

    public static async Task RunAsync()
    {
        await using var redis = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "everysec");
        var rows = new StringBuilder();
        var (sizes, sent) = await MeasureValuesAsync(redis.ConnectionString);
        var (whole, _) = await MeasureValuesAsync("");
        await AppendAsync(rows, "Redis, appendfsync everysec", redis.ConnectionString, sizes, sent);
        await AppendAsync(rows, "Garnet, embedded", "", whole, whole);

        await ResultFile.WriteAsync("tests/Benchmarks/results/load.md", "Turns over HTTP", "dotnet run -c Release --project tests/Benchmarks -- load", $"""
            {Clients} people at once, each {Each / Talk} talks of {Talk} messages after {WarmUpEach / Talk} to warm up (the compiler goes on optimising for twenty thousand turns), posted as Direct Line activities; the
            time is from the request to the answer that says that the reply is committed. The floor is a Kestrel endpoint that does one read and one compare-and-set script on the same store and nothing else: as many
            conversations, and after each message a value of the size that the bot keeps after it, on Redis {sizes.Min():n0} to {sizes.Max():n0} bytes, {sizes.Average():n0} on average, on Garnet, where long ones are packed
            (docs/adr/0011), {whole.Min():n0} to {whole.Max():n0}, {whole.Average():n0} on average. To Redis the bot need not send all of that again (docs/adr/0010): {sent.Average():n0} bytes of commands a turn
            on average. So beside it a second floor, whose values are as small as that: a store for which that is all there is. Load generator, server and store share the machine.

            | store | turns/s | p50 ms | p99 ms | floor turns/s | floor p99 ms | ratio | floor of what is sent | ratio |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|
            {rows.ToString().TrimEnd()}
            """);
    }

    private static async Task AppendAsync(StringBuilder rows, string name, string connection, int[] sizes, int[] sent)
    {
        // Floor, bot, floor: the machine's mood changes, and the mean of both floors is nearer to what the bot met.
        var before = await FloorAsync(connection, sizes);
        var bot = await BotAsync(connection);
        var after = await FloorAsync(connection, sizes);
        var small = await FloorAsync(connection, sent);
        var floor = (before.PerSecond + after.PerSecond) / 2;
        rows.AppendLine($"| {name} | {bot.PerSecond:n0} | {bot.MedianMs:0.0} | {bot.P99Ms:0.0} | {floor:n0} | {(before.P99Ms + after.P99Ms) / 2:0.0} | {100 * bot.PerSecond / floor:0} % | {small.PerSecond:n0} | {100 * bot.PerSecond / small.PerSecond:0} % |");
    }

    private static async Task<LoadResult> BotAsync(string connection)
    {
        await using var bot = await BotProcess.StartAsync(Settings(connection));
        var talks = new DirectLineClient[Clients][];
        for (var i = 0; i < Clients; i++) talks[i] = await TalksAsync(bot.Client, (WarmUpEach + Each) / Talk);
        async Task<bool> SendAsync(int client, int i) =>
            await talks[client][i / Talk].PostAsync(Messages.Mix[i % Talk]) == HttpStatusCode.OK;
        await LoadGenerator.RunAsync(Clients, WarmUpEach, SendAsync);
        var result = await LoadGenerator.RunAsync(Clients, Each, (client, i) => SendAsync(client, WarmUpEach + i));
        if (result.Failed > 0) Console.Error.WriteLine($"{result.Failed} of {result.Requests} turns failed.");
        return result;
    }

    /// <summary>What a conversation takes in the store after each of its messages, and what was sent to the store for each.</summary>
    private static async Task<(int[] Sizes, int[] Sent)> MeasureValuesAsync(string connection)
    {
        await using var bot = await BotProcess.StartAsync(Settings(connection));
        if (connection.Length == 0) connection = EmbeddedRedis.AddressOfRunning(bot.DataDirectory)!;
        await using var multiplexer = await ConnectionMultiplexer.ConnectAsync($"{connection},allowAdmin=true");
        var (database, server) = (multiplexer.GetDatabase(), multiplexer.GetServers()[0]);
        var person = await DirectLineClient.StartAsync(bot.Client);
        var (sizes, sent, own) = (new List<int>(), new List<int>(), 0L);
        for (var i = -1; i < Talk; i++)
        {
            var before = await ReceivedAsync(database);
            if (i < 0) own = await ReceivedAsync(database) - before;
            else
            {
                await person.PostAsync(Messages.Mix[i]);
                sent.Add((int)(await ReceivedAsync(database) - before - own));
                sizes.Add((int)server.Keys(pattern: "bot:*").Max(k => database.KeyType(k) == RedisType.String ? database.StringLength(k) : 0));
            }
        }
        return ([.. sizes], [.. sent]);
    }

    private static async Task<long> ReceivedAsync(IDatabase database) =>
        ((string)(await database.ExecuteAsync("INFO", "stats"))!).Split("total_net_input_bytes:") is [_, var counted] ? long.Parse(counted.Split('\r')[0], CultureInfo.InvariantCulture) : 0;

    private static BotSettings Settings(string connection) =>
        new BotSettings().With("Redis__ConnectionString", connection);

    private static async Task<LoadResult> FloorAsync(string connection, int[] sizes)
    {
        using var folder = new ScratchFolder();
        var url = $"http://127.0.0.1:{Ports.Free()}/";
        await using var server = ChildProcess.Start("dotnet", [typeof(LoadBenchmark).Assembly.Location, "floor", url, connection.Length == 0 ? "garnet" : connection, string.Join(',', sizes), folder.FullName]);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(url) };
        await Eventually.BecomesTrueAsync(() => IsUpAsync(http), TimeSpan.FromSeconds(30), () => "The floor did not start:\n" + server.Output);
        async Task<bool> SendAsync(int client, int i)
        {
            using var response = await http.PostAsJsonAsync($"turn/{client}-{i / Talk}/{i % Talk}", new { type = "message", text = Messages.Mix[i % Talk], locale = "zh-CN" });
            return response.IsSuccessStatusCode;
        }
        await LoadGenerator.RunAsync(Clients, WarmUpEach, SendAsync);
        return await LoadGenerator.RunAsync(Clients, Each, (client, i) => SendAsync(client, WarmUpEach + i));
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
