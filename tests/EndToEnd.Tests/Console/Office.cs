namespace EndToEnd.Tests.Console;

/// <summary>A console where what one writes another approves, with people to stop and to erase: a bot of its own, since its tests change who there is.</summary>
public sealed class Office : IAsyncLifetime
{
    public ConsoleBrowser Console { get; } = ConsoleBrowser.WithApproval();

    public ValueTask InitializeAsync() => Console.InitializeAsync();

    public ValueTask DisposeAsync() => Console.DisposeAsync();
}
