using System.Collections.Immutable;
using Knowledge.Checking;
using Knowledge.Deadlines;
using Knowledge.Loading.Yaml;
using Knowledge.Notices;

namespace Knowledge.Loading;

/// <param name="Notice">Null if there is any error.</param>
/// <param name="Problems">All that was found, errors and warnings, by file and line; what all files refer to comes first.</param>
public sealed record LoadResult(Notice? Notice, ImmutableArray<PackProblem> Problems)
{
    public bool HasErrors => Problems.Any(p => p.Severity == Severity.Error);
}

/// <summary>Reads one pack folder into a checked notice. Never throws for what stands in a pack: problems are returned, all at once.</summary>
public static class PackLoader
{
    /// <param name="calendar">Null: that of the folder <c>calendar</c> beside the pack, else the one shipped with the program.</param>
    public static LoadResult Load(string folder, WorkingCalendar? calendar = null)
    {
        var problems = new List<PackProblem>();
        if (!Directory.Exists(folder)) return new LoadResult(null, [new PackProblem(Severity.Error, folder, 0, null, "没有这个文件夹；请检查路径。")]);
        calendar ??= CalendarReader.Read(CalendarFolder(Path.GetDirectoryName(Path.GetFullPath(folder))!), problems);
        return Load(PackFiles.Read(folder), calendar, problems);
    }

    /// <summary>The same of files that lie in no folder.</summary>
    /// <param name="directory">Where the other packs are, for their calendar.</param>
    public static LoadResult Load(PackFiles files, string directory)
    {
        var problems = new List<PackProblem>();
        return Load(files, CalendarReader.Read(CalendarFolder(directory), problems), problems);
    }

    private static LoadResult Load(PackFiles files, WorkingCalendar calendar, List<PackProblem> problems)
    {
        problems.AddRange(files.Unreadable);
        var notice = ReadNotice(files, calendar, problems);
        if (notice is not null && !HasErrors(problems)) problems.AddRange(ClerkQuestions.Of(notice, new NoticeText(notice.Clauses, files.Texts["notice.md"])));
        if (HasErrors(problems) && Unreadable(files) is { Count: > 0 } unreadable) problems = unreadable;
        ImmutableArray<PackProblem> sorted = [.. problems.OrderByDescending(p => IsGround(p.File)).ThenBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line)];
        return new LoadResult(HasErrors(problems) ? null : notice, sorted);
    }

    /// <summary>
    /// What keeps files from being read at all. Others miss what stands in them, so that until they are mended nothing else that was found means much.
    /// </summary>
    private static List<PackProblem> Unreadable(PackFiles files)
    {
        List<PackProblem> problems = [.. files.Unreadable];
        foreach (var (path, text) in files.Texts.Where(f => f.Key.EndsWith(".yaml", StringComparison.Ordinal)))
        {
            var found = new List<PackProblem>();
            if (YamlTree.Parse(text, new PackSource(path, found)) is null) problems.AddRange(found);
        }
        return problems;
    }

    /// <summary>What everything else of a pack refers to: a mistake there may well explain others.</summary>
    private static bool IsGround(string file) => file is "notice.md" or "notice.yaml";

    private static bool HasErrors(List<PackProblem> problems) => problems.Exists(p => p.Severity == Severity.Error);

    /// <summary>The calendar folder of a directory of packs; if it has none, the shipped one.</summary>
    internal static string CalendarFolder(string directory)
    {
        var own = Path.Combine(directory, "calendar");
        return Directory.Exists(own) ? own : Path.Combine(AppContext.BaseDirectory, "Packs", "calendar");
    }

    private static Notice? ReadNotice(PackFiles files, WorkingCalendar calendar, List<PackProblem> problems)
    {
        var source = new PackSource("notice.yaml", problems);
        foreach (var missing in new[] { "notice.md", "notice.yaml", "deadlines.yaml" }.Where(f => !files.Texts.ContainsKey(f)))
            problems.Add(new PackProblem(Severity.Error, missing, 0, null, "缺少这个文件；一个通知至少要有 notice.md、notice.yaml、deadlines.yaml。"));
        PackFileNames.Check(files, problems);
        if (!files.Texts.TryGetValue("notice.yaml", out var yaml) || MapReader.Of(source, YamlTree.Parse(yaml, source), "通知") is not { } map) return null;
        if (!files.Texts.TryGetValue("notice.md", out var text)) return null;
        var pack = new PackContext(files, problems) { Clauses = ClauseReader.Read(map, text, new PackSource("notice.md", problems)) };
        return pack.Clauses.IsEmpty ? null : NoticeReader.Read(pack, map, calendar);
    }
}
