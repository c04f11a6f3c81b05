using System.IO.MemoryMappedFiles;
using System.Text;
using Bot.State.Conversations;

namespace Bot.Broadcasts.Ledgers;

/// <summary>
/// A file beside the ledger in which a process notes each send of a batch before it calls and after: it survives a kill, costs less than a microsecond, and says exactly who was
/// being sent to. It counts only on the machine and in the run of the system that wrote it, and only if nobody else held the batch since; else the ledger's own rules hold.
/// </summary>
/// <remarks>
/// People stand in it as a hash. It is removed when all that it says stands in the ledger. It is mapped into memory: the system keeps what was put there as it keeps what was written, and no call of
/// the system is made for each note. Its length is written beforehand, so that a full disk is found before anybody is sent to; what no note reached stays zeros.
/// </remarks>
internal sealed class SendJournal : IDisposable
{
    private readonly Lock guard = new();
    // A begin, an end or two, and a reason; cut-off sends that were noted as not sent come rarely.
    private const int BytesEach = 512;
    private static readonly byte[] Zeros = new byte[16 * 1024];

    private readonly string path;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewStream view;
    private readonly int length;
    private bool isFull;

    private SendJournal(string path, MemoryMappedFile file, int length) => (this.path, this.file, view, this.length) = (path, file, file.CreateViewStream(), length);

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
            var begin = Encoding.UTF8.GetBytes(JournalContent.Heading(id, BootOfThisSystem) + known?.Text);
            var journal = Map(path, draft, begin.Length + (Batch.Size * BytesEach));
            journal.view.Write(begin);
            File.Move(draft, path, overwrite: true);
            return journal;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static SendJournal Map(string path, string draft, int length)
    {
        // Not a length that is only set: its pages would be looked for on the disk when they are first touched, and a full one would end the process.
        var file = new FileStream(draft, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        for (var left = length; left > 0; left -= Zeros.Length) file.Write(Zeros.AsSpan(0, Math.Min(left, Zeros.Length)));
        return new(path, MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false), length);
    }

    /// <summary>Whoever is not noted was not sent to.</summary>
    /// <exception cref="State.StateUnavailableException">There is no more room in it, which a batch does not take: the next job begins a new one.</exception>
    public void NoteBegun(ConversationKey person)
    {
        if (!TryWrite(JournalContent.Begun(person))) throw new State.StateUnavailableException($"'{path}' has no room left.");
    }

    /// <summary>If it cannot be noted, it still comes into the ledger.</summary>
    public void NoteEnded(LedgerEntry result) => TryWrite(JournalContent.Ended(result));

    /// <summary>Nothing was sent after all.</summary>
    public void NoteNotSent(ConversationKey person) => TryWrite(JournalContent.NotSent(person));

    /// <summary>All that it says stands in the ledger.</summary>
    public void Remove()
    {
        Dispose();
        File.Delete(path);
    }

    /// <summary>Removes the one that was left of a batch.</summary>
    public static void Remove(string folder, string broadcast, Batch batch) => File.Delete(PathOf(folder, broadcast, batch));

    public void Dispose()
    {
        // First, so that the stream does not wait until all of it is on the disk: after a kill that makes no difference, after a power cut it does not count.
        view.SafeMemoryMappedViewHandle.Dispose();
        view.Dispose();
        file.Dispose();
    }

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

    // What follows on a line that found no room would be taken for later than it.
    private bool TryWrite(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        lock (guard)
        {
            isFull |= view.Position + bytes.Length > length;
            if (!isFull) view.Write(bytes);
            return !isFull;
        }
    }
}
