using Bot.Hosting;
using Dialogs.Flows.Ask;
using Knowledge.Loading;
using Knowledge.Notices;

namespace Bot.Notices;

/// <summary>
/// The notices of this process, read once. Reading begins with the process, beside everything else that has to start; whoever needs the notices first waits
/// for the rest of it.
/// </summary>
internal sealed class NoticePacks
{
    private readonly Lazy<NoticeLibrary> library;
    private readonly Lazy<Task> ready;

    public NoticePacks(string folder)
    {
        Folder = folder;
        library = new Lazy<NoticeLibrary>(() => LoadLearnt(folder));
        ready = new Lazy<Task>(() => Task.Run(Prepare));
    }

    public string Folder { get; }

    /// <exception cref="StartException">A pack is broken: a line for each error.</exception>
    public NoticeLibrary Library => library.Value;

    public bool IsReady => ready is { IsValueCreated: true, Value.IsCompletedSuccessfully: true };

    /// <summary>Done once the notices are read, and their examples learnt, so that nobody's first question waits for it.</summary>
    public Task GetReadyAsync() => ready.Value;

    private void Prepare()
    {
        foreach (var notice in Library.All) Asker.Prepare(notice);
    }

    // Attached before anybody has the notices: who asks in the first moment, ahead of the preparing, must not be the one to learn them.
    private static NoticeLibrary LoadLearnt(string folder)
    {
        var notices = Load(folder);
        foreach (var notice in notices.All) Asker.Attach(notice, () => LearntNotices.Open(notice));
        return notices;
    }

    /// <summary>The notices of a folder as they are written, nothing learnt. Warnings are for whoever writes the pack: `notice check` shows them.</summary>
    /// <exception cref="StartException">A pack is broken: a line for each error.</exception>
    public static NoticeLibrary Load(string folder)
    {
        var (notices, problems) = PackLibrary.Load(folder);
        return problems.Where(p => p.Severity == Severity.Error).Select(p => p.ToString()).ToArray() is { Length: > 0 } errors
            ? throw new StartException([.. errors])
            : notices;
    }
}
