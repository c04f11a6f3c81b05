namespace Knowledge.Loading;

/// <summary>Refuses files that nothing reads: usually a misspelt name.</summary>
internal static class PackFileNames
{
    private static readonly string[] Single = ["notice", "deadlines", "criteria", "materials", "contradictions", "templates", "papers", "words", "reminders"];
    private static readonly string[] Folders = ["fields", "criteria", "materials", "papers", "topics"];

    public static void Check(PackFiles files, List<PackProblem> problems)
    {
        foreach (var path in files.Texts.Keys.Where(path => path != "notice.md" && !Known(path)))
        {
            var allowed = string.Join("、", Single.Select(s => s + ".yaml").Concat(Folders.Select(f => f + "/*.yaml")));
            problems.Add(new PackProblem(Severity.Error, path, 0, null, $"没有用到这个文件；可以有：notice.md、{allowed}、questions/*.txt。"));
        }
    }

    private static bool Known(string path) => (path.StartsWith("questions/", StringComparison.Ordinal) && path.EndsWith(".txt", StringComparison.Ordinal)) || path.EndsWith(".yaml", StringComparison.Ordinal)
        && (path.Contains('/') ? Folders.Contains(path[..path.IndexOf('/')]) : Single.Contains(Path.GetFileNameWithoutExtension(path)));
}
