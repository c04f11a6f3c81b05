using Knowledge.Loading;
using Knowledge.Notices;
using TestKit;
using TestKit.Processes;

namespace Bot.Tests.Reminders;

/// <summary>The shipped notices with one change to the deadlines, as a correction would make.</summary>
internal sealed class ExtendedPack : IDisposable
{
    private readonly ScratchFolder folder = new();

    public ExtendedPack(string find, string replace)
    {
        var shipped = Path.Combine(Repository.Root, "Knowledge", "Packs");
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder.FullName, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        var deadlines = Path.Combine(folder.FullName, "ruoqiang-2024", "deadlines.yaml");
        var text = File.ReadAllText(deadlines);
        var at = text.IndexOf(find, StringComparison.Ordinal);
        File.WriteAllText(deadlines, string.Concat(text.AsSpan(0, at), replace, text.AsSpan(at + find.Length)));
        Library = PackLibrary.Load(folder.FullName).Library;
    }

    public NoticeLibrary Library { get; }

    public string Folder => folder.FullName;

    public void Dispose() => folder.Dispose();
}
