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
    private const int People = 10_000, Few = 1_000, Rounds = 5, WarmUps = 4;
    private static readonly int[] InFlight = [1, 16];

    /// <param name="PerSecond">Recipients, or posts of the bare loop.</param>
    /// <param name="Sender">Processor time of the sending process for each, in microseconds.</param>
    /// <param name="Receiver">The same of the receiver.</param>
    private sealed record Rate(double PerSecond, double Sender, double Receiver);

    /// <summary>The most that the bot's process occupied.</summary>
    private sealed record Memory(long Resident, long Heap);

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
            Broadcasts to {People:n0} people on a channel that commits each conversation and then posts to a receiver on this machine; batches of {Bot.Broadcasts.Ledgers.Batch.Size}, of which two are in memory at most. The rate is
            from the first message received to the last. The bare loop is a process that posts bodies of the same size to the same receiver with as many at once, and does nothing else. After {WarmUps} broadcasts to warm up, {Rounds} rounds of one bare loop
            and one broadcast, turn about; each column is the median of the rounds, the ratio too, with the lowest and the highest. In flight is `Broadcasts:InFlight`: so many messages may be uncertain after a kill. Bot, receiver, loop and
            store share the machine; load of others is {LoadAverage()} (of two processors). Processor time says what a recipient costs where wall time depends on what else runs.

            | store | in flight | recipients/s | bare loop/s | ratio | bot, µs each | bare loop, µs each | receiver, µs each |
            |---|---:|---:|---:|---:|---:|---:|---:|
            {rows.ToString().TrimEnd()}

            The most that the bot's process occupied while it sent; the embedded store lies in the same process and holds the conversations.

            | store | in flight | resident, {Few:n0} people | resident, {People:n0} people | managed heap, {Few:n0} | managed heap, {People:n0} |
            |---|---:|---:|---:|---:|---:|
            {memory.ToString().TrimEnd()}
            """);
    }

    /// <summary>One row, printed and not kept: for trying something out.</summary>
    public static async Task PrintAsync(string store, int width)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var redis = store == "redis" ? await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "everysec") : null;
        var (row, memory) = (new StringBuilder(), new StringBuilder());
        await AppendAsync(receiver, store, redis?.ConnectionString ?? "", width, row, memory);
        Console.Write($"{row}{memory}");
    }

    private static async Task AppendAsync(Receiver receiver, string name, string connection, int width, StringBuilder rows, StringBuilder memory)
    {
        await using var bot = await BroadcastBot.StartAsync(receiver, connection, ("Broadcasts__InFlight", $"{width}"));
        await bot.MeetAsync(Few);
        await SendAsync(bot, receiver, Few);
        var (_, few) = await SendAsync(bot, receiver, Few);
        await bot.MeetAsync(People);
        var (_, many) = await SendAsync(bot, receiver, People);
        for (var i = 1; i < WarmUps; i++) await SendAsync(bot, receiver, People);
        var (bare, sent) = (new List<Rate>(), new List<Rate>());
        for (var i = 0; i < Rounds; i++)
        {
            bare.Add(await BareAsync(receiver, width));
            sent.Add((await SendAsync(bot, receiver, People)).Rate);
        }
        var ratios = sent.Zip(bare, (s, b) => 100 * s.PerSecond / b.PerSecond).Order().ToArray();
        rows.AppendLine($"| {name} | {width} | {Median(sent, r => r.PerSecond):n0} | {Median(bare, r => r.PerSecond):n0} | {ratios[Rounds / 2]:0} % ({ratios[0]:0}–{ratios[^1]:0}) | "
            + $"{Median(sent, r => r.Sender):0} | {Median(bare, r => r.Sender):0} | {Median(sent, r => r.Receiver):0} |");
        memory.AppendLine($"| {name} | {width} | {few.Resident / 1e6:0} MB | {many.Resident / 1e6:0} MB | {few.Heap / 1e6:0} MB | {many.Heap / 1e6:0} MB |");
    }

    private static async Task<(Rate Rate, Memory Memory)> SendAsync(BroadcastBot bot, Receiver receiver, int people)
    {
        var (first, last, memory, own) = (0L, 0L, new Memory(0, 0), OwnTime);
        var (begun, spent) = (TimeSpan.Zero, TimeSpan.Zero);
        receiver.Clear();
        receiver.OnMessage = n =>
        {
            if (n == 1) (first, begun) = (Stopwatch.GetTimestamp(), bot.Process.ProcessorTime);
            if (n == people) (last, spent) = (Stopwatch.GetTimestamp(), bot.Process.ProcessorTime);
        };
        var id = await bot.SendAsync();
        while (true)
        {
            var progress = await bot.ProgressAsync(id);
            memory = new(Math.Max(memory.Resident, progress.Memory), Math.Max(memory.Heap, progress.Heap));
            if (progress.Status == "Finished") break;
            await Task.Delay(100);
        }
        receiver.OnMessage = _ => { };
        if (receiver.Total != people || receiver.Got.Count != people) throw new InvalidOperationException($"{receiver.Total} messages to {receiver.Got.Count} of {people} people.");
        return (new(people / Stopwatch.GetElapsedTime(first, last).TotalSeconds, (spent - begun).TotalMicroseconds / people, (OwnTime - own).TotalMicroseconds / people), memory);
    }

    private static async Task<Rate> BareAsync(Receiver receiver, int width)
    {
        var own = OwnTime;
        var (code, said) = await ChildProcess.RunAsync("dotnet", [typeof(BroadcastBenchmark).Assembly.Location, "bare", receiver.Url.ToString(), $"{width}", $"{People}"], TimeSpan.FromMinutes(2));
        if (code != 0 || said.Split() is not [var rate, var cost, ..]) throw new InvalidOperationException(said);
        return new(double.Parse(rate, CultureInfo.InvariantCulture), double.Parse(cost, CultureInfo.InvariantCulture), (OwnTime - own).TotalMicroseconds / People);
    }

    private static TimeSpan OwnTime => Process.GetCurrentProcess().TotalProcessorTime;

    private static double Median(IEnumerable<Rate> rates, Func<Rate, double> of) => rates.Select(of).Order().ElementAt(Rounds / 2);

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split()[2] : "not known";
}
