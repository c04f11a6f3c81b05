using System.Diagnostics;

namespace TestKit.Processes;

/// <summary>The bot as operators start it: its own process, port and data folder.</summary>
public sealed class BotProcess : IAsyncDisposable
{
    private readonly ScratchFolder? ownData;
    private readonly BotSettings settings;
    private ChildProcess process;

    private BotProcess(BotSettings settings, int port, ScratchFolder? ownData)
    {
        (this.settings, Port, this.ownData) = (settings, port, ownData);
        DataDirectory = settings.DataDirectory ?? ownData!.FullName;
        process = Launch();
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(20) };
    }

    public int Port { get; }
    public Uri Url => new($"http://127.0.0.1:{Port}/");
    public string DataDirectory { get; }
    public HttpClient Client { get; }
    public string Output => process.Output;
    public long WorkingSet => process.WorkingSet;
    public TimeSpan ProcessorTime => process.ProcessorTime;

    /// <summary>From the start of the process to the first 200 of /readyz.</summary>
    public TimeSpan StartedIn { get; private set; }

    public static async Task<BotProcess> StartAsync(BotSettings? settings = null)
    {
        settings ??= new BotSettings();
        var bot = new BotProcess(settings, settings.Port ?? Ports.Free(), settings.DataDirectory is null ? new ScratchFolder() : null);
        try { await bot.WaitUntilReadyAsync(); return bot; }
        catch { await bot.DisposeAsync(); throw; }
    }

    /// <summary>Starts a bot that is expected to refuse: its exit code and all it said.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(BotSettings settings)
    {
        using var data = new ScratchFolder();
        return await ChildProcess.RunAsync(
            "dotnet", Arguments(settings, settings.Port ?? Ports.Free()), TimeSpan.FromSeconds(30), environment: Environment(settings, settings.DataDirectory ?? data.FullName));
    }

    public Task KillAsync() => process.KillAsync();

    /// <returns>The exit code after SIGTERM.</returns>
    public Task<int> StopAsync() => process.StopAsync(TimeSpan.FromSeconds(30));

    /// <summary>The same port and data again, after a kill or a stop.</summary>
    public async Task StartAgainAsync()
    {
        await process.DisposeAsync();
        process = Launch();
        await WaitUntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await process.DisposeAsync();
        ownData?.Dispose();
    }

    private ChildProcess Launch() => ChildProcess.Start("dotnet", Arguments(settings, Port), Environment(settings, DataDirectory), settings.WorkingDirectory);

    private async Task WaitUntilReadyAsync()
    {
        var watch = Stopwatch.StartNew();
        await Eventually.BecomesTrueAsync(IsReadyAsync, TimeSpan.FromMinutes(3), () => "The bot was not ready:\n" + Output);
        StartedIn = watch.Elapsed;
    }

    private async Task<bool> IsReadyAsync()
    {
        if (process.HasExited) throw new InvalidOperationException($"The bot ended at start with code {process.ExitCode}:\n{Output}");
        try
        {
            using var response = await Client.GetAsync(settings.ReadyPath);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException) { return false; }
    }

    private static string[] Arguments(BotSettings settings, int port) =>
        [File.Exists(settings.Program) ? settings.Program : throw new InvalidOperationException($"{settings.Program} is missing: build it first."),
         "--urls", $"http://127.0.0.1:{port}", .. settings.Arguments];

    private static Dictionary<string, string?> Environment(BotSettings settings, string data) =>
        new(settings.Environment) { ["Data__Directory"] = data, ["ASPNETCORE_ENVIRONMENT"] = "Production" };
}

/// <summary>How a bot is started.</summary>
public sealed record BotSettings
{
    /// <summary>Settings over appsettings.json, e.g. <c>Redis__ConnectionString</c>.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The bot, or a program that is the bot and more.</summary>
    public string Program { get; init; } = Repository.BotDll;

    /// <summary>Null: a folder of its own that goes with it.</summary>
    public string? DataDirectory { get; init; }

    public string? WorkingDirectory { get; init; }

    /// <summary>Null: a free one.</summary>
    public int? Port { get; init; }

    /// <summary>What answers 200 once it has started; <c>/healthz</c> where it is to start without its Redis.</summary>
    public string ReadyPath { get; init; } = "readyz";

    public BotSettings With(string key, string? value) =>
        this with { Environment = new Dictionary<string, string?>(Environment) { [key] = value } };
}
