using Bot.Hosting;
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

    public NoticePacks(string folder) => library = new Lazy<NoticeLibrary>(() => Load(folder));

    /// <exception cref="StartException">A pack is broken: a line for each error.</exception>
    public NoticeLibrary Library => library.Value;

    public bool IsLoaded => library.IsValueCreated;

    public Task LoadAsync() => Task.Run(() => library.Value);

    // Warnings are for whoever writes the pack: `notice check` shows them.
    private static NoticeLibrary Load(string folder)
    {
        var (notices, problems) = PackLibrary.Load(folder);
        return problems.Where(p => p.Severity == Severity.Error).Select(p => p.ToString()).ToArray() is { Length: > 0 } errors
            ? throw new StartException([.. errors])
            : notices;
    }
}
