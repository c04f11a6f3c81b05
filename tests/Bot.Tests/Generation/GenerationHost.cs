using System.Text.Json;
using Bot.State;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Models;
using TestKit.Processes;

namespace Bot.Tests.Generation;

/// <summary>The whole assistant with a scripted model behind it, and one with none to compare with.</summary>
public sealed class GenerationHost : IAsyncLifetime
{
    private const string AsOf = "2024-10-10T10:00:00+08:00";
    private readonly ScratchFolder scratch = new();

    internal ModelServer Model { get; private set; } = null!;

    internal BotHost With { get; private set; } = null!;

    internal BotHost Without { get; private set; } = null!;

    internal static async Task<BotHost> StartAsync(string data, params string[] settings)
    {
        var host = await BotHost.StartAsync(["Redis:ConnectionString=", $"Data:Directory={data}", "Clock:Now=" + AsOf, .. settings]);
        await host.Services.GetRequiredService<StateStartup>().Ready;
        return host;
    }

    public async ValueTask InitializeAsync()
    {
        Model = await ModelServer.StartAsync();
        With = await StartAsync(Path.Combine(scratch.FullName, "with"), $"Generation:Endpoint={Model.Endpoint}", "Generation:Model=scripted", "Generation:ApiKey=sk-test", "Generation:TimeoutSeconds=20", "Generation:CallsPerDay=100000");
        Without = await StartAsync(Path.Combine(scratch.FullName, "without"));
    }

    public async ValueTask DisposeAsync()
    {
        await With.DisposeAsync();
        await Without.DisposeAsync();
        await Model.DisposeAsync();
        scratch.Dispose();
    }

    internal static async Task<(string Text, JsonElement Answer)> AskAsync(BotHost host, string question)
    {
        var answer = await host.PostAsync("/api/ask", new { question, asOf = AsOf });
        return (answer.GetProperty("text").GetString()!, answer);
    }
}
