using System.Text;
using Bot.State.Conversations;

namespace Bot.Broadcasts.Ledgers;

/// <summary>
/// A file beside the ledger in which a process notes each send of a batch before it calls and after: it survives a kill, costs a few microseconds, and says exactly who was
/// being sent to. It counts only on the machine and in the run of the system that wrote it, and only if nobody else held the batch since; else the ledger's own rules hold.
/// </summary>
/// <remarks>People stand in it as a hash. It is removed when all that it says stands in the ledger.</remarks>
internal sealed class SendJournal : IDisposable
{
    private readonly Lock guard = new();
    private readonly string path;
    private readonly FileStream file;
    private bool isBroken;

    private SendJournal(string path, FileStream file) => (this.path, this.file) = (path, file);

    /// <summary>Where journals lie in the folder of this program's data.</summary>
    public static string FolderIn(string data) => Path.Combine(data, "sending");

    /// <summary>A name for a journal that is begun.</summary>
    public static string NewId() => Guid.NewGuid().ToString("N");

    /// <summary>The journal of a batch that was left in the folder; null: there is none that counts.</summary>
    public static JournalContent? Find(string folder, string broadcast, Batch batch)
    {
        try
        {
            return JournalContent.Parse(File.ReadAllText(PathOf(folder, broadcast, batch)), BootOfThisSystem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Begins a file in place of the one that is there. A process that stood still and still has the old one open writes into nothing.</summary>
    /// <param name="known">What it goes on from; null: from nothing.</param>
    /// <returns>Null: the folder cannot be written, or this system does not say when it was started.</returns>
    public static SendJournal? Begin(string folder, string broadcast, Batch batch, string id, JournalContent? known)
    {
        if (BootOfThisSystem.Length == 0) return null;
        try
        {
            CreatePrivate(folder);
            var path = PathOf(folder, broadcast, batch);
            var draft = $"{path}.{Guid.NewGuid():N}";
            var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            file.Write(Encoding.UTF8.GetBytes(JournalContent.Heading(id, BootOfThisSystem) + known?.Text));
            File.Move(draft, path, overwrite: true);
            return new(path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whoever is not noted was not sent to.</summary>
    /// <exception cref="State.StateUnavailableException">The disk is full or away: nothing may be sent.</exception>
    public void NoteBegun(ConversationKey person)
    {
        if (!TryWrite(JournalContent.Begun(person))) throw new State.StateUnavailableException($"'{path}' cannot be written: make room on the disk of Data:Directory.");
    }

    /// <summary>If it cannot be noted, it still comes into the ledger.</summary>
    public void NoteEnded(LedgerEntry result) => TryWrite(JournalContent.Ended(result));

    /// <summary>Nothing was sent after all.</summary>
    public void NoteNotSent(ConversationKey person) => TryWrite(JournalContent.NotSent(person));

    /// <summary>All that it says stands in the ledger.</summary>
    public void Remove()
    {
        file.Dispose();
        File.Delete(path);
    }

    /// <summary>Removes the one that was left of a batch.</summary>
    public static void Remove(string folder, string broadcast, Batch batch) => File.Delete(PathOf(folder, broadcast, batch));

    public void Dispose() => file.Dispose();

    /// <summary>Removes what batches left that were finished elsewhere.</summary>
    public static void ForgetOld(string folder, DateTimeOffset before)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder).Where(f => File.GetLastWriteTimeUtc(f) < before.UtcDateTime)) File.Delete(file);
    }

    private static string BootOfThisSystem { get; } = ReadBoot();

    private static string PathOf(string folder, string broadcast, Batch batch) => Path.Combine(folder, $"{broadcast}-{batch.Name}");

    // After a power cut a file may lack its end, which a kill cannot do.
    private static string ReadBoot()
    {
        const string linux = "/proc/sys/kernel/random/boot_id";
        return File.Exists(linux) ? File.ReadAllText(linux).Trim() : "";
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // What follows on half a line would not be understood.
    private bool TryWrite(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        lock (guard)
        {
            if (isBroken) return false;
            try
            {
                file.Write(bytes);
            }
            catch (IOException)
            {
                isBroken = true;
            }
            return !isBroken;
        }
    }
}
