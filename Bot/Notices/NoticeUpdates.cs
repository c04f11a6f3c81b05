using System.Collections.Immutable;
using Bot.Hosting;
using Bot.State;
using Dialogs.Flows.Ask;
using Knowledge.Loading;
using Knowledge.Notices;

namespace Bot.Notices;

/// <summary>
/// Takes over what HR has loaded, in every replica, without a restart: looks every few seconds whether the number has changed, learns the new notices aside and then
/// exchanges all at once. Talks that are under way finish on the notice that they began with.
/// </summary>
internal sealed partial class NoticeUpdates(NoticePacks packs, LoadedPacks loaded, StateStartup state, TimeProvider time, ILogger<NoticeUpdates> log) : BackgroundLoop
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim taking = new(1);
    private ImmutableArray<Notice>? shipped;
    private long known;

    public async Task RunOnceAsync(CancellationToken ct)
    {
        await taking.WaitAsync(ct);
        try
        {
            var version = await loaded.VersionAsync(ct);
            if (version == known) return;
            var found = await loaded.AllAsync(ct);
            await Task.Run(() => Take(found), ct);
            known = version;
            var now = string.Join(", ", packs.Library.All.Select(n => $"{n.Id} {n.Version}"));
            LogTaken(version, now);
        }
        finally
        {
            taking.Release();
        }
    }

    private void Take(ImmutableArray<LoadedPack> found)
    {
        shipped ??= packs.Library.All;
        var read = found.Select(p => (p.Id, PackLoader.Load(PackFiles.Of(p.Id, p.Files), packs.Folder).Notice)).ToArray();
        foreach (var (id, notice) in read)
        {
            // It was checked before it was saved; another release may read it otherwise. The shipped one stays then.
            if (notice is null) LogRefused(id);
            else Asker.Prepare(notice);
        }
        var newer = read.Select(r => r.Notice).OfType<Notice>().ToArray();
        packs.Library.Replace([.. shipped.Value.Where(s => newer.All(n => n.Id != s.Id)), .. newer]);
    }

    protected override async Task RunAsync(CancellationToken ct)
    {
        if (!await state.IsReadyAsync(ct)) return;
        await packs.GetReadyAsync();
        await EveryAsync(Period, time, token => TryAsync(RunOnceAsync, token), ct);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) taking.Dispose();
        base.Dispose(disposing);
    }

    [LoggerMessage(EventId = 41, Level = LogLevel.Information, Message = "Notices were loaded (change {Version}); now: {Notices}.")]
    private partial void LogTaken(long version, string notices);

    [LoggerMessage(EventId = 42, Level = LogLevel.Error, Message = "The loaded notice {Id} cannot be read by this release; the shipped one stays.")]
    private partial void LogRefused(string id);
}
