namespace Bot.Channels.Teams.Incoming;

/// <summary>The lanes of this channel. A reply that has to wait for the Connector keeps nobody from being heard. An orderly stop waits for all of it.</summary>
internal sealed class TeamsLanes : IHostedService
{
    /// <summary>In which activities are answered.</summary>
    public Lanes Turns { get; } = new(mostWaiting: 5_000);

    /// <summary>In which what was committed is handed to the Connector.</summary>
    public Lanes Post { get; } = new(mostWaiting: int.MaxValue);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Turns.FinishAsync(cancellationToken);
        await Post.FinishAsync(cancellationToken);
    }
}
