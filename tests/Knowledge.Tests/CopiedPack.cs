namespace Knowledge.Tests;

/// <summary>A shipped pack in a folder of its own, to be spoilt by a test; deleted afterwards.</summary>
internal sealed class CopiedPack : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pack-").FullName;

    public CopiedPack(string id)
    {
        Folder = Path.Combine(_root, id);
        Copy(Path.Combine(Packs.Shipped, id), Folder);
        Copy(Path.Combine(Packs.Shipped, "calendar"), Path.Combine(_root, "calendar"));
    }

    public string Folder { get; }

    public void Write(string path, string text) => File.WriteAllText(Path.Combine(Folder, path), text);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
