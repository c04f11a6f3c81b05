using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Knowledge.Loading;

/// <summary>All files of a pack's folder, by path relative to it (with <c>/</c>), in ordinal order.</summary>
public sealed class PackFiles
{
    private PackFiles(string folder, ImmutableSortedDictionary<string, string> texts, ImmutableArray<PackProblem> unreadable) =>
        (Folder, Texts, Unreadable) = (folder, texts, unreadable);

    public string Folder { get; }

    public ImmutableSortedDictionary<string, string> Texts { get; }

    /// <summary>Of each file that is no text, so that it is not among <see cref="Texts"/>: where and why.</summary>
    public ImmutableArray<PackProblem> Unreadable { get; }

    /// <summary>SHA-256 over paths and contents, 12 hex digits.</summary>
    public string Version
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var (path, text) in Texts)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{path}\0"));
                hash.AppendData(Encoding.UTF8.GetBytes(text));
                hash.AppendData([0]);
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
        }
    }

    /// <summary>Those of a pack that lies in no folder.</summary>
    public static PackFiles Of(string id, IEnumerable<KeyValuePair<string, string>> texts) =>
        new(id, texts.Select(t => KeyValuePair.Create(t.Key, t.Value.ReplaceLineEndings("\n"))).ToImmutableSortedDictionary(StringComparer.Ordinal), []);

    public static PackFiles Read(string folder)
    {
        var problems = new List<PackProblem>();
        var texts = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".md" or ".yaml" or ".yml" or ".txt")
            .Select(path => (Name: Path.GetRelativePath(folder, path).Replace('\\', '/'), Path: path))
            .Select(f => KeyValuePair.Create(f.Name, Utf8File.Read(f.Path, f.Name, problems)))
            .Where(f => f.Value is not null)
            .ToImmutableSortedDictionary(f => f.Key, f => f.Value!.ReplaceLineEndings("\n"), StringComparer.Ordinal);
        return new PackFiles(folder, texts, [.. problems]);
    }

    /// <summary>One file <c>name.yaml</c>, or all of the folder <c>name/</c>.</summary>
    public IEnumerable<string> Named(string name) =>
        Texts.Keys.Where(path => path == $"{name}.yaml" || (path.StartsWith($"{name}/", StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal)));
}
