using Bot.Broadcasts;
using Bot.Broadcasts.Ledgers;
using Bot.Broadcasts.Sending;
using Bot.Tests.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit.Processes;

namespace Bot.Tests.Broadcasts;

/// <summary>Hangfire itself: in memory beside an embedded store, else in Redis, also in a cluster.</summary>
[Collection("Broadcasts")]
public sealed class HangfireQueueTests(Stores stores)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Orders_GivenToHangfire_AreCarriedOut(StoreKind kind)
    {
        await using var bureau = await Bureau.OpenAsync(stores, kind);
        await bureau.MeetAsync(3);
        var broadcast = await bureau.SubmitAsync();
        using var queue = new HangfireQueue(
            bureau.Replica.Redis, new LeaseTerms("x", kind == StoreKind.Garnet, TimeSpan.FromMinutes(1)), bureau.Get<IServiceScopeFactory>(), NullLoggerFactory.Instance);

        await queue.PrepareAsync(broadcast.Id, Ct);
        await UntilAsync(async () => (await bureau.Service.FindAsync(broadcast.Id, Ct))!.Status == BroadcastStatus.Sending);
        await queue.SendAsync(broadcast.Id, 0, Ct);
        await UntilAsync(async () => (await bureau.Service.FindAsync(broadcast.Id, Ct))!.Status == BroadcastStatus.Finished);

        Assert.Equal(3, bureau.Channel.Posted.Count);
        await queue.StopAsync(Ct);
        await queue.SendAsync(broadcast.Id, 0, Ct);
    }

    private static Task UntilAsync(Func<Task<bool>> condition) => Eventually.BecomesTrueAsync(condition, TimeSpan.FromMinutes(2), () => "Hangfire did not carry it out.");
}
