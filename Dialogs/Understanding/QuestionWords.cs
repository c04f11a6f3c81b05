using System.Collections.Immutable;
using System.Reflection;

namespace Dialogs.Understanding;

/// <summary>The words that shape a question whatever it is about, from <c>question-words.txt</c>.</summary>
internal static class QuestionWords
{
    public static ImmutableArray<(string Id, ImmutableArray<string> Words)> All { get; } = Read();

    public static ImmutableArray<string> Submit { get; } = Of("submit");

    public static ImmutableArray<string> Begin { get; } = Of("begin");

    public static ImmutableArray<string> Hearsay { get; } = Of("hearsay");

    /// <summary>Before a day: it is said to be the last one.</summary>
    public static ImmutableArray<string> Until { get; } = Of("until");

    /// <summary>After a day: the days that follow it are meant.</summary>
    public static ImmutableArray<string> Afterwards { get; } = Of("afterwards");

    /// <summary>After a year: it is one of the asker's own life.</summary>
    public static ImmutableArray<string> OwnYear { get; } = Of("own-year");

    private static ImmutableArray<string> Of(string id) => All.Single(w => w.Id == id).Words;

    private static ImmutableArray<(string, ImmutableArray<string>)> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Dialogs.Understanding.question-words.txt")!;
        using var reader = new StreamReader(stream);
        var all = ImmutableArray.CreateBuilder<(string, ImmutableArray<string>)>();
        while (reader.ReadLine() is { } line)
            if (line is [not '#', ..] && line.Split(':', 2) is [var id, var words])
                all.Add((id, [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
        return all.ToImmutable();
    }
}
