using System.Collections.Immutable;
using Knowledge.Loading.Yaml;
using Knowledge.Notices;

namespace Knowledge.Loading;

/// <summary>Cuts <c>notice.md</c> into clauses at the places that <c>notice.yaml</c> names.</summary>
public static class ClauseReader
{
    /// <summary>The line of a clause whose beginning the text has not: that is one mistake, and whatever cites the clause is not another.</summary>
    internal const int NotFound = 0;

    public static ImmutableArray<Clause> Read(MapReader notice, string markdown, PackSource text)
    {
        var lines = markdown.Split('\n');
        var notFound = new List<Clause>();
        var starts = Starts(notice, lines, text, notFound);
        var clauses = ImmutableArray.CreateBuilder<Clause>();
        var section = "";
        for (var i = 0; i < starts.Count; i++)
        {
            var (label, anchor, line) = starts[i];
            var end = i + 1 < starts.Count ? starts[i + 1].Line : lines.Length;
            var heading = IsHeading(lines[line]) ? Plain(lines[line]) : "";
            var body = lines[(heading.Length > 0 ? line + 1 : line)..end].Where(l => l.Trim().Length > 0).ToList();
            var trailing = i + 1 < starts.Count ? body.AsEnumerable().Reverse().TakeWhile(IsHeading).Count() : 0;
            var kept = body[..^trailing].Select(Plain);
            clauses.Add(new Clause(new ClauseRef(label), anchor, heading, string.Join('\n', kept), line + 1) { Section = section });
            section = string.Join('\n', body[^trailing..].Select(Plain));
        }
        return [.. clauses, .. notFound];
    }

    private static List<(string Label, string Anchor, int Line)> Starts(MapReader notice, string[] lines, PackSource text, List<Clause> notFound)
    {
        var starts = new List<(string Label, string Anchor, int Line)>();
        var from = 0;
        foreach (var map in notice.Maps("clauses", "条款").ToList())
        {
            var (label, anchor, begins) = (map.Text("label"), map.Text("anchor"), map.Text("begins"));
            map.Done();
            if (anchor.Any(c => c is not (>= 'a' and <= 'z' or >= '0' and <= '9' or '-')))
                map.Source.Error(map.LineOf("anchor"), $"anchor 是 '{anchor}'；只能用小写字母、数字和连字符。", label);
            if (starts.Any(s => s.Label == label)) map.Source.Error(map.LineOf("label"), $"条款 '{label}' 重复了。", label);
            if (starts.Any(s => s.Anchor == anchor)) map.Source.Error(map.LineOf("anchor"), $"anchor '{anchor}' 重复了。", label);
            var line = begins.Length == 0 ? -1 : Array.FindIndex(lines, Math.Min(from, lines.Length), l => Plain(l).StartsWith(begins, StringComparison.Ordinal));
            if (line >= 0)
            {
                starts.Add((label, anchor, line));
                from = line + 1;
            }
            else if (begins.Length > 0)
            {
                map.Source.Error(map.LineOf("begins"), $"{text.File} 里（第 {from + 1} 行以后）没有以 '{begins}' 开头的行；请照原文写，并按原文的顺序列条款。", label);
                notFound.Add(new Clause(new ClauseRef(label), anchor, "", "", NotFound));
            }
        }
        if (starts.Count == 0) notice.Source.Error(notice.LineOf("clauses"), "没有条款；请在 clauses 里列出每一条的 label、anchor、begins。");
        return starts;
    }

    private static bool IsHeading(string line) => line.StartsWith('#');

    private static string Plain(string line) => line.TrimStart('#').Trim();
}
