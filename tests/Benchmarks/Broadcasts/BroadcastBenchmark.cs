using System.Diagnostics;
using System.Globalization;
using System.Text;
using TestKit.Broadcasts;
using TestKit.Processes;
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
            from the first message received to the last. The bare loop is a process that posts bodies of the same size to the same receiver with as many at once, and does nothing else; it ran before and after each broadcast, and the mean is
            given. The keeping loop also does one read and one compare-and-set of {1_200:n0} bytes on the same store for each, the least that saying something once costs. In flight is `Broadcasts:InFlight`: so many messages may be uncertain
            after a kill. Bot, receiver, loop and store share the machine.

            | store | in flight | recipients/s | bare loop/s | ratio | keeping loop/s | ratio |
            |---|---:|---:|---:|---:|---:|---:|
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
        var before = await BareAsync(receiver, width, "");
        var many = await SendAsync(bot, receiver, People);
        var bare = (before + await BareAsync(receiver, width, "")) / 2;
        var floor = await BareAsync(receiver, width, connection.Length == 0 ? "garnet" : connection);
        rows.AppendLine($"| {name} | {width} | {many.PerSecond:n0} | {bare:n0} | {100 * many.PerSecond / bare:0} % | {floor:n0} | {100 * many.PerSecond / floor:0} % |");
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

    /// <param name="store">Empty: the loop only posts.</param>
    private static async Task<double> BareAsync(Receiver receiver, int width, string store)
    {
        using var folder = new ScratchFolder();
        var (code, said) = await ChildProcess.RunAsync("dotnet", [typeof(BroadcastBenchmark).Assembly.Location, "bare", receiver.Url.ToString(), $"{width}", $"{People}", store, folder.FullName], TimeSpan.FromMinutes(2));
        return code == 0 ? double.Parse(said.Trim(), CultureInfo.InvariantCulture) : throw new InvalidOperationException(said);
    }
}
