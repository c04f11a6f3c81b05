using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Knowledge.Deadlines;
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
            var was = notice.Deadline(moved.Id)!;
            if (moved.Opens is null && was.Opens is not null) yield return $"“{was.Name}”的开始日空着；没有改的，请填回原来的。";
            if (moved.Opens > moved.Closes) yield return $"“{was.Name}”的开始日在截止日后面。";
            foreach (var day in NewDays(was, moved).Where(day => !Lines.Any(line => Mentions(line, day))))
                yield return $"正文里没有写到“{ChineseDates.MonthDay(day)}”，和“{was.Name}”的新日期对不上；请照原文贴全，或改正日期。";
        }
    }

    /// <summary>One sentence for those who checked themselves before.</summary>
    public string Changes(Notice notice) => string.Join("；", Moved.Select(m => Moving(notice.Deadline(m.Id)!, m)));

    /// <summary>The pack's files with the supplement in them.</summary>
    public ImmutableSortedDictionary<string, string> Apply(Notice notice, ImmutableSortedDictionary<string, string> files)
    {
        var number = 1 + notice.Clauses.Count(c => c.Anchor.StartsWith("supplement-", StringComparison.Ordinal));
        var label = number == 1 ? "补充通知" : $"补充通知{number}";
        var changed = files.ToBuilder();
        changed["notice.md"] = $"{files["notice.md"].TrimEnd()}\n\n{Title.Trim()}\n\n{string.Join("\n\n", Lines)}\n";
        changed["notice.yaml"] = WithChanges(WithClause(files["notice.yaml"], $"  - {{label: {label}, anchor: supplement-{number}, begins: {Quoted(Title.Trim())}}}"), Changes(notice));
        foreach (var moved in Moved)
        {
            var (path, text) = changed.First(f => f.Key.StartsWith("deadlines", StringComparison.Ordinal) && f.Value.Split('\n').Contains($"- id: {moved.Id}"));
            changed[path] = Move(text, moved, label, notice.Deadline(moved.Id)!);
        }
        return changed.ToImmutable();
    }

    private IEnumerable<string> Lines => Text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0);

    private static IEnumerable<DateOnly> NewDays(Deadline was, MovedDeadline moved) =>
        [.. moved.Opens is { } opens && opens != was.Opens ? [opens] : Array.Empty<DateOnly>(), .. moved.Closes != was.Closes ? [moved.Closes] : Array.Empty<DateOnly>()];

    // Also the end of a span that names its month once: 10月28日至31日. Never the tail of a longer number: 1月8日 in 11月8日.
    private static bool Mentions(string line, DateOnly day) =>
        Regex.IsMatch(line.Replace(" ", "", StringComparison.Ordinal), $@"(?<!\d){day.Month}月(?:\d{{1,2}}日?(?:（[^）]*）)?(?:至|到|[-—–~～]+))?{day.Day}日");

    // The line that proves it: of the closing day where that one moved.
    private string Quote(Deadline was, MovedDeadline moved) => Lines.First(line => Mentions(line, NewDays(was, moved).Last()));

    private static string Moving(Deadline was, MovedDeadline moved) => (was.Opens != moved.Opens, was.Closes != moved.Closes) switch
    {
        (true, true) => $"{was.Name}的时间由{Span(was.Opens, was.Closes, was.Closes)}改为{Span(moved.Opens, moved.Closes, was.Closes)}",
        (false, _) => $"{was.Name}的截止日由{ChineseDates.Day(was.Closes)}改为{ChineseDates.Day(moved.Closes, was.Closes)}",
        _ => $"{was.Name}的开始日由{ChineseDates.Day(was.Opens!.Value)}改为{ChineseDates.Day(moved.Opens!.Value, was.Closes)}",
    };

    private static string Span(DateOnly? opens, DateOnly closes, DateOnly near) => $"{(opens is { } day ? $"{ChineseDates.Day(day, near)}至" : "")}{ChineseDates.Day(closes, near)}";

    /// <summary>Replaces the days, the explanation and the proof of one deadline; whatever else stands there stays.</summary>
    private string Move(string yaml, MovedDeadline moved, string label, Deadline was)
    {
        var lines = yaml.Split('\n').ToList();
        var start = lines.IndexOf($"- id: {moved.Id}");
        var end = lines.FindIndex(start + 1, l => l.StartsWith("- ", StringComparison.Ordinal));
        var block = lines[start..(end < 0 ? lines.Count : end)];
        foreach (var key in new[] { "opens", "closes", "explanation", "cite" }) Remove(block, key);
        var put = new List<string> { $"  closes: {Iso(moved.Closes)}", $"  explanation: {Quoted($"{Moving(was, moved)}，见{label}。")}", $"  cite: {{{label}: {Quoted(Quote(was, moved))}}}" };
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
