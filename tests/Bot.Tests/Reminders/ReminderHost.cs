using Bot.Delivery;
using Bot.Reminders;
using Bot.State.Conversations;
using Bot.State.Redis;
using Bot.Tests.State;
using Dialogs.Turns;
using Knowledge.Loading;
using Knowledge.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace Bot.Tests.Reminders;

/// <summary>The part of one bot that reminds, on a clock of the test's own.</summary>
internal sealed class ReminderHost : IAsyncDisposable
{
    public static readonly NoticeLibrary Shipped = PackLibrary.Load(Path.Combine(Repository.Root, "Knowledge", "Packs")).Library;
    private readonly Replica replica;
    private readonly IServiceProvider services;

    private ReminderHost(Replica replica, IServiceProvider services, FakeTimeProvider time, OutsideChannel channel) => (this.replica, this.services, Time, Channel) = (replica, services, time, channel);

    public FakeTimeProvider Time { get; }
    public OutsideChannel Channel { get; }
    public ReminderRounds Rounds => services.GetRequiredService<ReminderRounds>();
    public ReminderLedger Ledger => services.GetRequiredService<ReminderLedger>();
    public ReminderCalendar Calendar => services.GetRequiredService<ReminderCalendar>();
    public DueQueue Queue => services.GetRequiredService<DueQueue>();

    /// <param name="beside">Another replica whose clock and channel it shares; null: none.</param>
    public static ReminderHost On(RedisConnection redis, string now, NoticeLibrary? notices = null, ReminderHost? beside = null, OutsideChannel? channel = null)
    {
        var time = beside?.Time ?? new FakeTimeProvider(DateTimeOffset.Parse(now));
        channel ??= beside?.Channel ?? new OutsideChannel();
        var assistant = new Assistant(notices ?? Shipped);
        var replica = Replica.On(redis, time, assistant.Run, services =>
        {
            services.AddSingleton(assistant);
            services.AddSingleton(Options.Create(new RemindersOptions()));
            services.AddSingleton<SendingSwitch>();
            services.AddSingleton<IDeliveryChannel>(s => new ChannelOf(channel, s.GetRequiredService<TurnRunner>()));
            services.AddSingleton<Deliverer>();
            Bot.Reminders.Extensions.AddReminding(services);
        });
        return new(replica, replica.Services, time, channel);
    }

    public async Task<string> SayAsync(ConversationKey person, string text, CancellationToken ct) =>
        string.Join('\n', (await replica.SayAsync(person, Samples.Say(text), ct)).Entries.Texts());

    public async Task<ConversationState?> StateAsync(ConversationKey person, CancellationToken ct) => (await replica.Store.ReadAsync(person, ct)).Record?.State;

    /// <summary>What is sent once the clock shows that moment.</summary>
    public async Task<string[]> AtAsync(string moment, CancellationToken ct)
    {
        Time.SetUtcNow(DateTimeOffset.Parse(moment));
        var before = Channel.Sent.Count;
        _ = await Rounds.RunOnceAsync(ct);
        return [.. Channel.Sent.Skip(before).Select(s => s.Text)];
    }

    public ValueTask DisposeAsync() => replica.DisposeAsync();

    private sealed class ChannelOf(OutsideChannel channel, TurnRunner turns) : IDeliveryChannel
    {
        public string Channel => OutsideChannel.Name;
        public string Name => "测试";
        public int PerSecond => 10_000;
        public int LongestBytes => 1_900;
        public bool NumbersChoices => true;
        public bool CommitDelivers => channel.CommitIsDelivery;

        public Task<Reachability> ReachAsync(ConversationKey person, CancellationToken ct) => Task.FromResult(new Reachability(Reach.Now));

        public Task<DeliveryResult> SendAsync(ConversationKey person, Announcement announcement, CancellationToken ct) => channel.SendAsync(turns, person, announcement, ct);
    }
}

/// <summary>A service outside: the turn is committed first, then it is called, and it may fail as the test says.</summary>
internal sealed class OutsideChannel
{
    public const string Name = "test";
    private readonly Lock gate = new();

    public List<(ConversationKey Person, string Text)> Sent { get; } = [];
    public Queue<DeliveryResult> Results { get; } = new();
    public bool CommitIsDelivery { get; init; }

    /// <summary>Happens before the turn is committed.</summary>
    public Func<ConversationKey, Task>? Before { get; set; }

    /// <summary>Happens after it, in place of the call.</summary>
    public Action? Instead { get; set; }

    /// <summary>Happens after it, before the call.</summary>
    public Func<Task>? Between { get; set; }

    public async Task<DeliveryResult> SendAsync(TurnRunner turns, ConversationKey person, Announcement announcement, CancellationToken ct)
    {
        if (Before is not null) await Before(person);
        var outcome = await turns.AnnounceAsync(person, announcement.Id, announcement.Step, turn => [.. turn.Turn.Replies.Select(r => Samples.Activity(r.Text))], ct);
        if (outcome is null) return new DeliveryResult.Refused("没有了");
        Instead?.Invoke();
        if (Between is not null) await Between();
        lock (gate)
        {
            if (Results.TryDequeue(out var result)) return result;
            foreach (var entry in outcome.Entries) Sent.Add((person, entry.Text()));
        }
        return new DeliveryResult.Sent();
    }
}
