using System.Net.Http.Json;
using TestKit.Processes;

namespace TestKit.Broadcasts;

/// <summary>The bot with the loopback channel, as a process.</summary>
public sealed class BroadcastBot : IAsyncDisposable
{
    private BroadcastBot(BotProcess process) => Process = process;

    public BotProcess Process { get; }

    /// <param name="redis">Empty: the embedded store.</param>
    public static Task<BroadcastBot> StartAsync(Receiver receiver, string redis, params (string Key, string Value)[] settings) =>
        StartAsync(redis, [("RECEIVER", receiver.Url.ToString()), .. settings]);

    /// <param name="redis">Empty: the embedded store.</param>
    public static async Task<BroadcastBot> StartAsync(string redis, params (string Key, string Value)[] settings)
    {
        var start = new BotSettings { Program = Path.Combine(AppContext.BaseDirectory, "BroadcastHost.dll") }
            .With("Redis__ConnectionString", redis)
            // A small notice, learnt in no time at every start.
            .With("Notices__Directory", Repository.At("tests", "Packs"));
        return new(await BotProcess.StartAsync(settings.Aggregate(start, (s, setting) => s.With(setting.Key, setting.Value))));
    }

    public async Task MeetAsync(int people)
    {
        using var response = await Process.Client.PostAsync($"orders/people/{people}", null);
        response.EnsureSuccessStatusCode();
    }

    /// <returns>Its id.</returns>
    public async Task<string> SendAsync(string channel = "loopback")
    {
        using var response = await Process.Client.PostAsync($"orders/broadcast/{channel}", null);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? text : throw new InvalidOperationException(text);
    }

    public async Task<BroadcastProgress> ProgressAsync(string id) => (await Process.Client.GetFromJsonAsync<BroadcastProgress>($"orders/progress/{id}"))!;

    public async Task<Dictionary<string, string[]>> LedgerAsync(string id) => (await Process.Client.GetFromJsonAsync<Dictionary<string, string[]>>($"orders/ledger/{id}"))!;

    public Task<string> ReportAsync(string id) => Process.Client.GetStringAsync($"orders/report/{id}.csv");

    /// <summary>The bot's clock is further on from now on, until it is started again.</summary>
    public async Task PassAsync(int minutes)
    {
        using var response = await Process.Client.PostAsync($"orders/pass/{minutes}", null);
        response.EnsureSuccessStatusCode();
    }

    public async Task WaitUntilOverAsync(string id, TimeSpan limit) => await Eventually.BecomesTrueAsync(
        async () => (await ProgressAsync(id)).Status is not ("Preparing" or "Sending"), limit, () => "The broadcast did not end:\n" + Process.Output);

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}

public sealed record BroadcastProgress(string Status, int Total, int Sent, long Memory, long Heap);
