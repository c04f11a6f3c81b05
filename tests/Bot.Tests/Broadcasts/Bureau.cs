using System.Collections.Concurrent;
using Bot.Broadcasts;
using Bot.Broadcasts.Audiences;
using Bot.Broadcasts.Ledgers;
using Bot.Broadcasts.Sending;
using Bot.Delivery;
using Bot.State.Conversations;
using Bot.State.Redis;
using Bot.Tests.State;
using Dialogs.Turns;
using Knowledge.Loading;
using Knowledge.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TestKit.Processes;

namespace Bot.Tests.Broadcasts;

/// <summary>
/// A replica with broadcasts, on a store that others use as well: its people stand on a channel of its own. Jobs wait in <see cref="Jobs"/> until they are run.
/// Tests with it run one after the other, since what is due or under way is looked for in the whole store.
/// </summary>
internal sealed class Bureau : IAsyncDisposable
{
    public const string NoticeId = "ruoqiang-2024";

    /// <summary>The notice's main window is open on this day.</summary>
    public static readonly DateTimeOffset Monday = new(2024, 9, 30, 1, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<NoticeLibrary> Library = new(() => PackLibrary.Load(TestKit.Repository.At("Knowledge", "Packs")).Library);
    private readonly Replica replica;
    private readonly IServiceProvider services;

    private readonly ScratchFolder folder;

    private Bureau(Replica replica, IServiceProvider services, FakeTimeProvider time, PostChannel channel, Orders jobs, ScratchFolder folder) =>
        (this.replica, this.services, Time, Channel, Jobs, this.folder) = (replica, services, time, channel, jobs, folder);

    /// <summary>Where it notes its sends; each has a machine of its own.</summary>
    public string Sends => SendJournal.FolderIn(folder.FullName);

    public FakeTimeProvider Time { get; }
    public PostChannel Channel { get; }
    public Orders Jobs { get; }
    public Replica Replica => replica;
    public BroadcastService Service => Get<BroadcastService>();
    public static Notice Notice => Library.Value.All.Single();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public Audience Mine => new Audience.OnChannel([Channel.Channel]);

    public static async Task<Bureau> OpenAsync(Stores stores, StoreKind kind, BroadcastOptions? options = null, PostChannel? channel = null, FakeTimeProvider? time = null)
    {
        channel ??= new PostChannel();
        time ??= new FakeTimeProvider(Monday);
        var (jobs, folder) = (new Orders(), new ScratchFolder());
        IServiceProvider? provider = null;
        var replica = Replica.On(await stores.ConnectAsync(kind), time, (state, _, _) => new Turn(state, [], []), more: services =>
        {
            services.AddSingleton(Library.Value);
            services.AddDelivery();
            services.AddSingleton<IDeliveryChannel>(s => { provider = s; return channel.In(s.GetRequiredService<TurnRunner>()); });
            services.AddSingleton(Options.Create(options ?? new BroadcastOptions()));
            services.AddSingleton(Options.Create(new RedisOptions { ConnectionString = "shared" }));
            services.AddSingleton(Options.Create(new DataOptions { Directory = folder.FullName }));
            services.AddSingleton<IBroadcastQueue>(jobs);
            services.AddBroadcastEngine();
        });
        _ = replica.Service<Deliverer>();
        return new(replica, provider!, time, channel, jobs, folder);
    }

    /// <summary>Somebody who wrote here.</summary>
    public async Task<ConversationKey> MeetAsync(string id, ConversationState? state = null)
    {
        var key = new ConversationKey(Channel.Channel, id);
        await Replica.Turns.RunAsync(key, new Message { Id = Guid.NewGuid().ToString("N"), Text = "您好" }, _ => [Samples.Activity("您好")], Ct);
        if (state is not null) await Replica.Turns.RunAsync(key, Guid.NewGuid().ToString("N"), _ => new Turn(state, [], []), _ => [], Ct);
        return key;
    }

    public async Task<ConversationKey[]> MeetAsync(int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => MeetAsync($"p{i:0000}")));

    public Draft Draft(string text = "请大家尽快上传材料。", Audience? audience = null) => new("催交材料", NoticeId, text, audience ?? Mine);

    public async Task<Broadcast> SubmitAsync(Draft? draft = null, string by = "张三", DateTimeOffset? at = null)
    {
        var broadcast = await Service.AddAsync(draft ?? Draft(), by, Ct);
        return Assert.IsType<BroadcastOutcome.Done>(await Service.SubmitAsync(broadcast.Id, by, at, Ct)).Broadcast;
    }

    /// <summary>Runs the jobs of a broadcast until none is left.</summary>
    public async Task RunJobsAsync()
    {
        while (Jobs.TryTake(out var job))
            if (job.Batch is { } batch) await Get<BroadcastJobs>().SendAsync(job.Id, batch, Ct);
            else await Get<BroadcastJobs>().PrepareAsync(job.Id, Ct);
    }

    public async Task<LedgerEntry[]> LedgerAsync(string id)
    {
        var entries = new List<LedgerEntry>();
        await foreach (var page in Get<Ledger>().ReadAllAsync(id, Ct)) entries.AddRange(page);
        return [.. entries];
    }

    public async ValueTask DisposeAsync()
    {
        await replica.DisposeAsync();
        folder.Dispose();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}

/// <summary>Orders that wait until a test runs them.</summary>
internal sealed class Orders : IBroadcastQueue
{
    private readonly ConcurrentQueue<(string Id, int? Batch)> waiting = new();

    public Task PrepareAsync(string id, CancellationToken ct) => Add(id, null);

    public Task SendAsync(string id, int batch, CancellationToken ct) => Add(id, batch);

    public bool TryTake(out (string Id, int? Batch) job) => waiting.TryDequeue(out job);

    public void Lose() => waiting.Clear();

    private Task Add(string id, int? batch)
    {
        waiting.Enqueue((id, batch));
        return Task.CompletedTask;
    }
}
