using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Knowledge.Loading;
using Knowledge.Notices;

namespace Bot.Notices;

/// <summary>A pack that HR wants to load, read and checked and not yet in use.</summary>
/// <param name="Notice">Null: it has errors.</param>
internal sealed record OfferedPack(string Id, ImmutableSortedDictionary<string, string> Files, Notice? Notice, ImmutableArray<PackProblem> Problems);

/// <summary>Loads notices while the assistant runs, and says what a careful clerk would ask about them.</summary>
internal sealed class NoticeDesk(NoticePacks packs, LoadedPacks loaded, NoticeUpdates updates, TimeProvider time)
{
    private const int MostFiles = 500;
    private const long MostBytes = 4 << 20;
    private static readonly string[] Extensions = [".md", ".yaml", ".yml", ".txt"];

    /// <summary>Reads the pack again, since the assistant itself keeps no warnings.</summary>
    public async Task<IReadOnlyList<PackProblem>> WarningsOfAsync(NoticeId notice, CancellationToken ct) =>
        await FilesOfAsync(notice, ct) is { IsEmpty: false } files ? PackLoader.Load(PackFiles.Of(notice.Value, files), packs.Folder).Problems : [];

    /// <summary>The loaded one's files, else the shipped one's; empty: there is none.</summary>
    public async Task<ImmutableSortedDictionary<string, string>> FilesOfAsync(NoticeId notice, CancellationToken ct)
    {
        if (await loaded.FindAsync(notice.Value, ct) is { } pack) return pack.Files;
        var folder = Path.Combine(packs.Folder, notice.Value);
        return Directory.Exists(folder) ? PackFiles.Read(folder).Texts : ImmutableSortedDictionary<string, string>.Empty;
    }

    /// <summary>Who loaded which notices.</summary>
    public Task<ImmutableArray<LoadedPack>> LoadedAsync(CancellationToken ct) => loaded.AllAsync(ct);

    /// <returns>Null and a Chinese sentence: it is no pack at all.</returns>
    public (OfferedPack? Pack, string? Problem) Read(Stream zip)
    {
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
            var entries = archive.Entries.Where(e => Extensions.Contains(Path.GetExtension(e.FullName)) && !e.FullName.StartsWith("__MACOSX", StringComparison.Ordinal)).ToArray();
            if (entries.FirstOrDefault(e => Path.GetFileName(e.FullName) == "notice.yaml") is not { } main) return (null, "压缩包里没有 notice.yaml，不是通知的文件夹。");
            if (entries.Length > MostFiles || entries.Sum(e => e.Length) > MostBytes) return (null, $"压缩包太大：最多 {MostFiles} 个文件，共 {MostBytes >> 20} MB 文字。");
            var root = main.FullName[..^"notice.yaml".Length];
            var files = entries.Where(e => e.FullName.StartsWith(root, StringComparison.Ordinal)).ToImmutableSortedDictionary(e => e.FullName[root.Length..].Replace('\\', '/'), ReadText, StringComparer.Ordinal);
            var id = files["notice.yaml"].Split('\n').FirstOrDefault(l => l.StartsWith("id:", StringComparison.Ordinal))?[3..].Trim() ?? "";
            return NoticeId.TryParse(id, null, out _) ? (Check(id, files), null) : (null, $"notice.yaml 里的 id 是“{id}”；只能用小写字母、数字和连字符。");
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            return (null, "这不是能打开的 zip 压缩包，请把通知的文件夹压缩成 zip 再传。");
        }
    }

    public OfferedPack Check(string id, ImmutableSortedDictionary<string, string> files)
    {
        var (notice, problems) = PackLoader.Load(PackFiles.Of(id, files), packs.Folder);
        return new(id, files, notice, problems);
    }

    /// <summary>From now on the assistant talks by it, in all replicas within seconds.</summary>
    public async Task PublishAsync(OfferedPack pack, string by, CancellationToken ct)
    {
        if (pack.Notice is null) throw new ArgumentException("A pack with errors.", nameof(pack));
        await loaded.SaveAsync(new(pack.Id, pack.Files, by, time.GetUtcNow()), ct);
        await updates.RunOnceAsync(ct);
    }

    /// <summary>Back to the shipped one, or to none.</summary>
    public async Task WithdrawAsync(NoticeId notice, CancellationToken ct)
    {
        await loaded.RemoveAsync(notice.Value, ct);
        await updates.RunOnceAsync(ct);
    }

    private static string ReadText(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), new UTF8Encoding(false, throwOnInvalidBytes: true));
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
