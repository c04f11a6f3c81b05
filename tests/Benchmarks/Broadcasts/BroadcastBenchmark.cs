using System.Diagnostics;
using System.Text;
using TestKit.Broadcasts;
using TestKit.Redis;

namespace Benchmarks.Broadcasts;

/// <summary>Recipients per second into a receiver on this machine, beside what a bare HttpClient loop reaches on the same receiver, and what sending takes in memory.</summary>
internal static class BroadcastBenchmark
{
    private const int People = 10_000, Few = 1_000;
    private static readonly int[] InFlight = [1, 16];

    public static async Task RunAsync()
    {
        await using var receiver = await Receiver.StartAsync();
        var (rows, memory) = (new StringBuilder(), new StringBuilder());
        foreach (var width in InFlight)
        {
            await using var redis = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "everysec");
            await AppendAsync(receiver, "Redis, appendfsync everysec", redis.ConnectionString, width, rows, memory);
        }
        foreach (var width in InFlight) await AppendAsync(receiver, "Garnet, embedded", "", width, rows, memory);

        await ResultFile.WriteAsync("tests/Benchmarks/results/broadcast.md", "Broadcasts", "dotnet run -c Release --project tests/Benchmarks -- broadcast", $"""
            One broadcast to {People:n0} people on a channel that commits each conversation and then posts to a receiver on this machine; batches of {Bot.Broadcasts.Ledgers.Batch.Size}, of which two are in memory at most. The rate is
            from the first message received to the last. The bare loop posts bodies of the same size to the same receiver with as many at once, and does nothing else; it ran before and after each broadcast, and the mean is given. In flight is
            `Broadcasts:InFlight`: so many messages may be uncertain after a kill. Bot, receiver, bare loop and store share the machine.

            | store | in flight | recipients/s | bare loop/s | ratio |
            |---|---:|---:|---:|---:|
            {rows.ToString().TrimEnd()}

            The most that the bot's process occupied while it sent, after a broadcast to {Few:n0} had warmed it up; the embedded store lies in the same process and holds the conversations.

            | store | in flight | resident, {Few:n0} people | resident, {People:n0} people | managed heap, {Few:n0} | managed heap, {People:n0} |
            |---|---:|---:|---:|---:|---:|
            {memory.ToString().TrimEnd()}
            """);
    }

    private static async Task AppendAsync(Receiver receiver, string name, string connection, int width, StringBuilder rows, StringBuilder memory)
    {
        await using var bot = await BroadcastBot.StartAsync(receiver, connection, ("Broadcasts__InFlight", $"{width}"));
        await bot.MeetAsync(Few);
        await SendAsync(bot, receiver, Few);
        var few = await SendAsync(bot, receiver, Few);
        await bot.MeetAsync(People);
        var before = await BareAsync(receiver, width);
        var many = await SendAsync(bot, receiver, People);
        var bare = (before + await BareAsync(receiver, width)) / 2;
        rows.AppendLine($"| {name} | {width} | {many.PerSecond:n0} | {bare:n0} | {100 * many.PerSecond / bare:0} % |");
        memory.AppendLine($"| {name} | {width} | {few.Memory / 1e6:0} MB | {many.Memory / 1e6:0} MB | {few.Heap / 1e6:0} MB | {many.Heap / 1e6:0} MB |");
    }

    private static async Task<(double PerSecond, long Memory, long Heap)> SendAsync(BroadcastBot bot, Receiver receiver, int people)
    {
        var (first, last, memory, heap) = (0L, 0L, 0L, 0L);
        receiver.Clear();
        receiver.OnMessage = n =>
        {
            if (n == 1) first = Stopwatch.GetTimestamp();
            if (n == people) last = Stopwatch.GetTimestamp();
        };
        var id = await bot.SendAsync();
        while (true)
        {
            var progress = await bot.ProgressAsync(id);
            (memory, heap) = (Math.Max(memory, progress.Memory), Math.Max(heap, progress.Heap));
            if (progress.Status == "Finished") break;
            await Task.Delay(100);
        }
        receiver.OnMessage = _ => { };
        if (receiver.Total != people || receiver.Got.Count != people) throw new InvalidOperationException($"{receiver.Total} messages to {receiver.Got.Count} of {people} people.");
        return (people / Stopwatch.GetElapsedTime(first, last).TotalSeconds, memory, heap);
    }

    private static async Task<double> BareAsync(Receiver receiver, int width)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = receiver.Url };
        var body = new byte[60];
        async Task RunAsync(int count)
        {
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, width).Select(_ => Task.Run(async () =>
            {
                while (Interlocked.Increment(ref next) is var i && i < count)
                {
                    using var response = await http.PostAsync(new Uri($"p{i:00000}", UriKind.Relative), new ReadOnlyMemoryContent(body));
                    response.EnsureSuccessStatusCode();
                }
            })));
        }
        await RunAsync(Few);
        receiver.Clear();
        var started = Stopwatch.GetTimestamp();
        await RunAsync(People);
        return People / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
