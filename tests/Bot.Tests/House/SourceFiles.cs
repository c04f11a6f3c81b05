using System.Text.RegularExpressions;
using TestKit;

namespace Bot.Tests.House;

/// <summary>The code of the three projects, without what builds make and without the packs, which are data.</summary>
internal static class SourceFiles
{
    private static readonly string[] Made = ["bin", "obj", "node_modules", "dist"];
    private static readonly string[] Extensions = [".cs", ".razor", ".js", ".mjs", ".ts", ".html", ".css"];

    public static IEnumerable<(string Path, string[] Lines)> Code { get; } =
        [.. new[] { "Bot", "Dialogs", "Knowledge" }.SelectMany(Below).Select(f => (Path.GetRelativePath(Repository.Root, f), File.ReadAllLines(f)))];

    public static IEnumerable<(string Path, string[] Lines)> Tests { get; } =
        [.. Below("tests").Where(f => f.EndsWith(".cs", StringComparison.Ordinal)).Select(f => (Path.GetRelativePath(Repository.Root, f), File.ReadAllLines(f)))];

    /// <summary>Every line that matches, as <c>file:line: text</c>.</summary>
    public static IReadOnlyList<string> Matching(this IEnumerable<(string Path, string[] Lines)> files, string pattern) =>
        [.. from file in files
            from line in file.Lines.Index()
            where Regex.IsMatch(line.Item, pattern)
            select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}"];

    private static IEnumerable<string> Below(string folder) => Below(new DirectoryInfo(Repository.At(folder)));

    private static IEnumerable<string> Below(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(f => Extensions.Contains(f.Extension)).Select(f => f.FullName)
            .Concat(folder.EnumerateDirectories().Where(d => !Made.Contains(d.Name) && d.Name != "Packs").SelectMany(Below));
}
