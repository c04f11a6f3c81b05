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
    private readonly TaskCompletionSource looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<Notice>? shipped;
    private long known;

    /// <summary>Done when what HR has loaded was looked at for the first time: nobody is told a date of the shipped notice before, since it may have been moved.</summary>
    public Task Looked => looked.Task;

    public async Task RunOnceAsync(CancellationToken ct)
    {
        await taking.WaitAsync(ct);
        try
        {
            var version = await loaded.VersionAsync(ct);
            if (version == known)
            {
                looked.TrySetResult();
                return;
            }
            var found = await loaded.AllAsync(ct);
            await Task.Run(() => Take(found), ct);
            known = version;
            looked.TrySetResult();
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
        var notices = Over(shipped.Value, found, packs.Folder, LogRefused);
        foreach (var notice in notices.Except(shipped.Value)) Asker.Prepare(notice);
        packs.Library.Replace(notices);
    }

    /// <summary>The notices that are in force: those loaded, and those shipped that none was loaded over.</summary>
    /// <param name="refused">Told the id of a loaded one that this release cannot read: it was checked before it was saved, but by another. The shipped one stays then.</param>
    public static ImmutableArray<Notice> Over(ImmutableArray<Notice> shipped, ImmutableArray<LoadedPack> found, string folder, Action<string> refused)
    {
        var newer = new List<Notice>();
        foreach (var pack in found)
        {
            if (PackLoader.Load(PackFiles.Of(pack.Id, pack.Files), folder).Notice is { } notice) newer.Add(notice);
            else refused(pack.Id);
        }
        return [.. shipped.Where(s => newer.TrueForAll(n => n.Id != s.Id)), .. newer];
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
