using Bot.State.Time;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State.Time;

public sealed class NoticeClockTests(Stores stores)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Clock_Unset_IsRealTimeInTheNoticesZone()
    {
        var clock = new NoticeClock(Options.Create(new ClockOptions()), new FakeTimeProvider(new(2030, 3, 4, 17, 0, 0, TimeSpan.Zero)));
        Assert.False(clock.IsRehearsal);
        Assert.Equal(new DateTimeOffset(2030, 3, 5, 1, 0, 0, TimeSpan.FromHours(8)), clock.Now);
        Assert.Equal(new DateOnly(2030, 3, 5), clock.Today);
    }

    [Fact]
    public void Clock_SetElsewhereAndFaster_RunsFromThere()
    {
        var time = new FakeTimeProvider(Morning);
        var clock = new NoticeClock(Options.Create(new ClockOptions { Now = new(2031, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)), Rate = 3600 }), time);
        time.Advance(TimeSpan.FromSeconds(24));
        Assert.True(clock.IsRehearsal);
        Assert.Equal(new DateTimeOffset(2031, 1, 2, 0, 0, 0, TimeSpan.FromHours(8)), clock.Now);
    }

    [Fact]
    public async Task Replica_StartedLaterWithTheSameSetting_JoinsTheSameClock()
    {
        await using var redis = await stores.ConnectAsync(StoreKind.Garnet);
        var time = new FakeTimeProvider(Morning);
        var options = Options.Create(new ClockOptions { Now = Morning.AddTicks(Random.Shared.NextInt64(1_000_000_000_000)), Rate = 60 });
        var first = new NoticeClock(options, time);
        await new ClockAnchor(first, redis, time).JoinAsync(Ct);
        time.Advance(TimeSpan.FromMinutes(1));

        var second = new NoticeClock(options, time);
        Assert.NotEqual(first.Now, second.Now);
        await new ClockAnchor(second, redis, time).JoinAsync(Ct);

        Assert.Equal(first.Now, second.Now);
        Assert.Equal(options.Value.Now!.Value.AddHours(1), second.Now);
    }
}
