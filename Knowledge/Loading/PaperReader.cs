using System.Collections.Immutable;
using System.Text;
using Knowledge.Loading.Yaml;
using Knowledge.Notices;
using Knowledge.Papers;
using Knowledge.Questions;
using Knowledge.Wording;

namespace Knowledge.Loading;

/// <summary>Reads <c>papers.yaml</c> or <c>papers/*.yaml</c>: the notice's forms, laid out. Their fixed words must be those of the form's clause.</summary>
internal static class PaperReader
{
    private static readonly ImmutableDictionary<string, PaperRole> Roles = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
        Enum.GetValues<PaperRole>().Select(r => KeyValuePair.Create(r.ToString().ToLowerInvariant(), r)));

    public static ImmutableArray<Paper> Read(PackContext pack, ImmutableArray<PaperTemplate> templates, TopicSet topics)
    {
        var papers = ImmutableArray.CreateBuilder<Paper>();
        foreach (var map in pack.Items("papers", "文书").ToList())
        {
            var paper = ReadOne(pack, map, templates, topics);
            if (papers.Any(p => p.Id == paper.Id)) map.Source.Error(map.LineOf("id"), $"文书 '{paper.Id}' 重复了。");
            papers.Add(paper);
        }
        return [.. papers.OrderBy(p => templates.IndexOf(p.Template))];
    }

    private static Paper ReadOne(PackContext pack, MapReader map, ImmutableArray<PaperTemplate> templates, TopicSet topics)
    {
        var id = map.Text("id");
        var template = templates.FirstOrDefault(t => t.Id == id);
        if (template is null && id.Length > 0) map.Source.Error(map.LineOf("id"), $"id 是 '{id}'；应是 templates.yaml 里的 id：{string.Join("、", templates.Select(t => t.Id))}。");
        template ??= new PaperTemplate(id, "", new ClauseRef(""));
        var paper = new Paper
        {
            Template = template,
            Name = map.Text("name"),
            Said = map.Texts("said"),
            Period = ReadPeriod(pack, map, "announces") ?? ReadPeriod(pack, map, "reports"),
            Announces = map.Has("announces"),
            OfferWith = ReadTopics(map, topics),
            Body = ReadBody(pack, map, Words(pack, template)),
        };
        map.Done();
        return paper;
    }

    private static string? ReadPeriod(PackContext pack, MapReader map, string key)
    {
        if (map.OptionalText(key) is not { } id) return null;
        var derived = pack.Deadlines.Where(d => d.Derived).Select(d => d.Id).ToList();
        if (!derived.Contains(id)) map.Source.Error(map.LineOf(key), $"文书的 {key} 是 '{id}'；应是按工作日推算的时间节点：{string.Join("、", derived)}。");
        return id;
    }

    private static ImmutableArray<string> ReadTopics(MapReader map, TopicSet topics)
    {
        var ids = map.Texts("offer_with");
        foreach (var wrong in ids.Where(id => topics.Find(id) is null))
            map.Source.Error(map.LineOf("offer_with"), $"文书的 offer_with 里有 '{wrong}'；应是话题的 id：{string.Join("、", topics.All.Select(t => t.Id))}。");
        return ids;
    }

    private static ImmutableArray<PaperBlock> ReadBody(PackContext pack, MapReader map, string? words)
    {
        var blocks = ImmutableArray.CreateBuilder<PaperBlock>();
        if (map.Value("body") is not YamlValue.List { Items.Length: > 0 } body) map.Source.Error(map.LineOf("body"), $"文书要有 body，是一个列表，每项一个键：{string.Join("、", Roles.Keys.Order(StringComparer.Ordinal))}。");
        else
            foreach (var item in body.Items)
                if (item is YamlValue.Map { Entries: [var only] } && Roles.TryGetValue(only.Key, out var role)) blocks.Add(new PaperBlock(role, ReadCells(pack, map.Source, only, role, words)));
                else map.Source.Error(item.Line, $"body 的每一项只写一个键；可以写：{string.Join("、", Roles.Keys.Order(StringComparer.Ordinal))}。");
        return blocks.ToImmutable();
    }

    private static ImmutableArray<TextTemplate> ReadCells(PackContext pack, PackSource source, YamlEntry entry, PaperRole role, string? words)
    {
        var cells = role == PaperRole.Row && entry.Value is YamlValue.List list ? list.Items : [entry.Value];
        foreach (var wrong in cells.Where(c => c is not YamlValue.Scalar)) source.Error(wrong.Line, $"{entry.Key} 应是一段文字{(role == PaperRole.Row ? "或一列文字" : "")}，这里是{wrong.Kind}。");
        return [.. cells.OfType<YamlValue.Scalar>().Select(c => ReadCell(pack, source, c, words))];
    }

    private static TextTemplate ReadCell(PackContext pack, PackSource source, YamlValue.Scalar cell, string? words)
    {
        var template = pack.Template(source, cell.Line, cell.Text, "period");
        foreach (var piece in template.Literals.SelectMany(l => l.Split('_')).Select(Plain).Where(p => p.Any(char.IsLetterOrDigit)))
            if (words is not null && !words.Contains(piece, StringComparison.Ordinal))
                source.Error(cell.Line, $"“{piece}”不在附件原文里；文书的固定文字要照附件写，要填的地方用 __ 或占位符。");
        return template;
    }

    /// <summary>The clause with its heading, as it is compared; null: there is no such clause, which has been said.</summary>
    private static string? Words(PackContext pack, PaperTemplate template) =>
        pack.Clauses.FirstOrDefault(c => c.Label == template.Clause) is { } clause ? Plain(clause.Heading + clause.Text) : null;

    /// <summary>Without spaces, and with one form of each sign.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Where(c => !char.IsWhiteSpace(c)))
            plain.Append(c switch { '（' => '(', '）' => ')', '，' => ',', '：' => ':', '；' => ';', _ => c });
        return plain.ToString();
    }
}
