using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Knowledge.Notices;
using Knowledge.Wording;

namespace Bot.Notices;

/// <param name="Opens">Null: no opening day is stated.</param>
internal sealed record MovedDeadline(string Id, DateOnly? Opens, DateOnly Closes);

/// <summary>A supplement that moves days: its own text becomes a clause of the notice, which the moved deadlines then cite.</summary>
internal sealed record Supplement(string Title, string Text, ImmutableArray<MovedDeadline> Moved)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>What cannot be done, a Chinese sentence each; empty: nothing.</summary>
    public IEnumerable<string> Problems(Notice notice)
    {
        if (string.IsNullOrWhiteSpace(Title)) yield return "请写补充通知的标题，照原文。";
        if (string.IsNullOrWhiteSpace(Text)) yield return "请把补充通知的正文贴进来，照原文。";
        if (Moved.IsEmpty) yield return "没有改任何日期。";
        foreach (var moved in Moved)
        {
            var name = notice.Deadline(moved.Id)!.Name;
            if (moved.Opens > moved.Closes) yield return $"“{name}”的开始日在截止日后面。";
            if (Quote(moved) is null) yield return $"正文里没有写到“{ChineseDates.MonthDay(moved.Closes)}”，和“{name}”的新日期对不上；请照原文贴全，或改正日期。";
        }
    }

    /// <summary>One sentence for those who checked themselves before.</summary>
    public string Changes(Notice notice) => string.Join("；", Moved.Select(m => Moving(notice.Deadline(m.Id)!, m)));

    /// <summary>The pack's files with the supplement in them.</summary>
    public ImmutableSortedDictionary<string, string> Apply(Notice notice, ImmutableSortedDictionary<string, string> files)
    {
        var number = 1 + notice.Clauses.Count(c => c.Anchor.StartsWith("supplement-", StringComparison.Ordinal));
        var label = number == 1 ? "补充通知" : $"补充通知{number}";
        var lines = Text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0);
        var changed = files.ToBuilder();
        changed["notice.md"] = $"{files["notice.md"].TrimEnd()}\n\n{Title.Trim()}\n\n{string.Join("\n\n", lines)}\n";
        changed["notice.yaml"] = WithChanges(WithClause(files["notice.yaml"], $"  - {{label: {label}, anchor: supplement-{number}, begins: {Quoted(Title.Trim())}}}"), Changes(notice));
        foreach (var moved in Moved)
        {
            var (path, text) = changed.First(f => f.Key.StartsWith("deadlines", StringComparison.Ordinal) && f.Value.Split('\n').Contains($"- id: {moved.Id}"));
            changed[path] = Move(text, moved, label, Moving(notice.Deadline(moved.Id)!, moved));
        }
        return changed.ToImmutable();
    }

    private string? Quote(MovedDeadline moved) =>
        Text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Replace(" ", "", StringComparison.Ordinal).Contains(ChineseDates.MonthDay(moved.Closes), StringComparison.Ordinal));

    private static string Moving(Knowledge.Deadlines.Deadline was, MovedDeadline moved) =>
        was.Closes != moved.Closes ? $"{was.Name}的截止日由{ChineseDates.Day(was.Closes)}改为{ChineseDates.Day(moved.Closes, was.Closes)}"
        : $"{was.Name}的开始日改为{ChineseDates.Day(moved.Opens ?? moved.Closes, was.Closes)}";

    /// <summary>Replaces the days, the explanation and the proof of one deadline; whatever else stands there stays.</summary>
    private string Move(string yaml, MovedDeadline moved, string label, string explanation)
    {
        var lines = yaml.Split('\n').ToList();
        var start = lines.IndexOf($"- id: {moved.Id}");
        var end = lines.FindIndex(start + 1, l => l.StartsWith("- ", StringComparison.Ordinal));
        var block = lines[start..(end < 0 ? lines.Count : end)];
        foreach (var key in new[] { "opens", "closes", "explanation", "cite" }) Remove(block, key);
        var put = new List<string> { $"  closes: {Iso(moved.Closes)}", $"  explanation: {Quoted(explanation + $"，见{label}。")}", $"  cite: {{{label}: {Quoted(Quote(moved)!)}}}" };
        if (moved.Opens is { } opens) put.Insert(0, $"  opens: {Iso(opens)}");
        block.InsertRange(1, put);
        return string.Join('\n', [.. lines[..start], .. block, .. end < 0 ? [] : lines[end..]]);
    }

    // The key's line and those that go on below it, which are indented deeper.
    private static void Remove(List<string> block, string key)
    {
        var at = block.FindIndex(l => l.StartsWith($"  {key}:", StringComparison.Ordinal));
        if (at < 0) return;
        var next = block.FindIndex(at + 1, l => !l.StartsWith("   ", StringComparison.Ordinal));
        block.RemoveRange(at, (next < 0 ? block.Count : next) - at);
    }

    private static string WithClause(string yaml, string line)
    {
        var lines = yaml.TrimEnd().Split('\n').ToList();
        var start = lines.FindIndex(l => l.StartsWith("clauses:", StringComparison.Ordinal));
        var end = lines.FindIndex(start + 1, l => l.Length > 0 && l[0] is not (' ' or '#'));
        lines.Insert(end < 0 ? lines.Count : end, line);
        return string.Join('\n', lines) + "\n";
    }

    private static string WithChanges(string yaml, string changes) =>
        string.Join('\n', yaml.Split('\n').Where(l => !l.StartsWith("changes:", StringComparison.Ordinal))).TrimEnd() + $"\nchanges: {Quoted(changes)}\n";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Plain);
}
