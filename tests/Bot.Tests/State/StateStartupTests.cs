using Bot.State;
using Bot.State.Conversations;
using Bot.State.Redis;
using Dialogs.Turns;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TestKit.Processes;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State;

/// <summary>State as the program composes it, on the embedded store.</summary>
public sealed class StateStartupTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Host_StoppedAndStartedAgain_KeepsConversationsSecretsAndTheRehearsalsClock()
    {
        var key = NewKey();
        var rehearsal = ("Clock:Now", "2031-05-06T07:08:09+08:00");
        var (secret, time) = await RunAsync(async host =>
        {
            await host.GetRequiredService<TurnRunner>().RunAsync(key, Say("2"), Render(Say("2")), Ct);
            return (await SecretAsync(host), host.GetRequiredService<Bot.State.Time.NoticeClock>().Now);
        }, rehearsal);

        await RunAsync(async host =>
        {
            var turn = await host.GetRequiredService<TurnRunner>().RunAsync(key, Say("3"), Render(Say("3")), Ct);
            Assert.Equal("{\"text\":\"=5\"}", turn.Entries[1].Text());
            Assert.Equal(secret, await SecretAsync(host));
            Assert.InRange(host.GetRequiredService<Bot.State.Time.NoticeClock>().Now - time, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(5));
            return 0;
        }, rehearsal);
    }

    [Fact]
    public async Task Start_WithTheDirectoryOfARunningBot_IsRefused() => await RunAsync(async _ =>
    {
        using var second = Build();
        await Assert.ThrowsAsync<StartRefusedException>(() => second.StartAsync(Ct));
        return 0;
    });

    [Theory]
    [InlineData("host:1,abortConnect=maybe")]
    [InlineData("host:1,colour=red")]
    [InlineData(":::")]
    [InlineData("redis server:6379")]
    public async Task Start_WithAConnectionStringThatMakesNoSense_IsRefusedNamingTheKey(string connectionString)
    {
        using var host = Build(("Redis:ConnectionString", connectionString));
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => host.StartAsync(Ct));
        Assert.Contains("Redis:ConnectionString", refused.Message);
    }

    public void Dispose() => folder.Dispose();

    private async Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> use, params (string, string)[] settings)
    {
        using var host = Build(settings);
        await host.StartAsync(Ct);
        await host.Services.GetRequiredService<StateStartup>().Ready.WaitAsync(Ct);
        var result = await use(host.Services);
        await host.StopAsync(Ct);
        return result;
    }

    private IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings.Append(("Data:Directory", folder.FullName)).Select(s => KeyValuePair.Create<string, string?>(s.Item1, s.Item2)));
        builder.Services.AddState();
        builder.Services.AddSingleton<TurnStep>(Add);
        return builder.Build();
    }

    private static async Task<string> SecretAsync(IServiceProvider services) =>
        Convert.ToHexString((await services.GetRequiredService<ISharedSecrets>().GetAsync("test", Ct)).Span);
}
