using System.Collections.Immutable;
using Knowledge.Notices;

namespace Knowledge.Loading;

/// <param name="Library">The notices without errors.</param>
/// <param name="Problems">Of all packs; files begin with the pack's folder name.</param>
public sealed record LibraryResult(NoticeLibrary Library, ImmutableArray<PackProblem> Problems)
{
    public bool HasErrors => Problems.Any(p => p.Severity == Severity.Error);
}

/// <summary>Loads every pack of a directory: each folder with a <c>notice.yaml</c> or a <c>notice.md</c> is one; <c>calendar</c> is shared by all.</summary>
public static class PackLibrary
{
    public static LibraryResult Load(string directory)
    {
        if (!Directory.Exists(directory)) return new LibraryResult(new NoticeLibrary([]), [new PackProblem(Severity.Error, directory, 0, null, "没有这个文件夹；请检查路径。")]);
        var problems = new List<PackProblem>();
        var calendar = CalendarReader.Read(PackLoader.CalendarFolder(directory), problems);
        var notices = ImmutableArray.CreateBuilder<Notice>();
        foreach (var folder in Directory.EnumerateDirectories(directory).Where(IsPack).Order(StringComparer.Ordinal))
        {
            var result = PackLoader.Load(folder, calendar);
            problems.AddRange(result.Problems.Select(p => p with { File = $"{Path.GetFileName(folder)}/{p.File}" }));
            if (result.Notice is { } notice) notices.Add(notice);
        }
        if (notices.Count == 0 && problems.Count == 0) problems.Add(new PackProblem(Severity.Error, directory, 0, null, "这里没有通知；每个通知是一个有 notice.yaml 的文件夹。"));
        return new LibraryResult(new NoticeLibrary(notices.ToImmutable()), [.. problems]);
    }

    /// <summary>One of the two may be missing by mistake, which is told; a folder without both is something else.</summary>
    public static bool IsPack(string folder) => File.Exists(Path.Combine(folder, "notice.yaml")) || File.Exists(Path.Combine(folder, "notice.md"));
}
