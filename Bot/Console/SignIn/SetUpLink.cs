using Bot.HrConsole.Accounts;
using Bot.State;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Bot.HrConsole.SignIn;

/// <summary>Prints where to make the first account, at every start until there is one. Beside the start, not before it.</summary>
internal sealed partial class SetUpLink(
    LocalAccounts accounts, StateStartup state, IServer server, IOptions<OpenIdConnectSettings> connect, ILogger<SetUpLink> log) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!connect.Value.IsConfigured) running = PrintAsync(stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running;
    }

    private async Task PrintAsync(CancellationToken ct)
    {
        try
        {
            await state.Ready.WaitAsync(ct);
            if (!await accounts.IsEmptyAsync(ct)) return;
            var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
            var link = $"{address.Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal)}{ConsolePipeline.Prefix}{SignInEndpoints.SetUpPath}?token={await accounts.SetUpTokenAsync(ct)}";
            LogLink(link);
        }
        catch (Exception e) when (e is OperationCanceledException or StateUnavailableException)
        {
            // Stopped, or Redis went away: the next start prints it.
        }
        catch (Exception) when (state.Ready.IsFaulted)
        {
            // The store did not start, which ends the program with its own sentence.
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public void Dispose() => stopping.Dispose();

    [LoggerMessage(EventId = 40, Level = LogLevel.Information, Message = "The HR console has no account yet. Make the first one with this link, which works once: {Link}")]
    private partial void LogLink(string link);
}
