using TestKit.Processes;

[assembly: AssemblyFixture(typeof(Evaluation.Tests.RunningBot))]

namespace Evaluation.Tests;

/// <summary>One bot for all tests of this project, as it ships.</summary>
public sealed class RunningBot : IAsyncLifetime
{
    private BotProcess? bot;

    public HttpClient Client => bot!.Client;

    public async ValueTask InitializeAsync() => bot = await BotProcess.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (bot is not null) await bot.DisposeAsync();
    }
}
