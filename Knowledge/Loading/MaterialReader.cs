using System.Collections.Immutable;
using Knowledge.Loading.Yaml;
using Knowledge.Materials;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Knowledge.Loading;

/// <summary>Reads <c>materials.yaml</c> or <c>materials/*.yaml</c>. <c>required: all</c> means of everybody; <c>required</c> and <c>if_available</c> else hold a condition.</summary>
public static class MaterialReader
{
    private static readonly Condition Nobody = new Condition.Any([]);

    public static ImmutableArray<Material> Read(PackContext pack, MapReader notice, ImmutableArray<PaperTemplate> templates)
    {
        var read = pack.Items("materials", "材料").ToList().Select(map => ReadOne(pack, map, templates)).ToList();
        foreach (var twice in read.GroupBy(m => m.Id).Where(g => g.Count() > 1))
            notice.Source.Error(notice.LineOf("materials"), $"材料 '{twice.Key}' 写了 {twice.Count()} 次；请只留一个。");
        return PackOrder.Of(notice, "materials", read, m => m.Id);
    }

    private static Material ReadOne(PackContext pack, MapReader map, ImmutableArray<PaperTemplate> templates)
    {
        var template = map.OptionalText("template");
        if (template is not null && templates.All(t => t.Id != template))
            map.Source.Error(map.LineOf("template"), $"template 是 '{template}'；应是 templates.yaml 里的 id：{string.Join("、", templates.Select(t => t.Id))}。");
        if (!map.Has("required") && !map.Has("if_available"))
            map.Source.Error(map.Line, "缺少 required 或 if_available；人人都要就写 required: all。");
        var material = new Material
        {
            Id = map.Text("id"),
            Name = map.Text("name"),
            Said = map.Texts("said"),
            Where = map.Text("where"),
            RequiredWhen = ReadWhen(pack, map, "required"),
            IfAvailableWhen = map.Has("if_available") ? ReadWhen(pack, map, "if_available") ?? new Condition.All([]) : null,
            Note = pack.Template(map.Source, map.LineOf("note"), map.OptionalText("note") ?? ""),
            Template = template,
            IssuedBy = map.OptionalText("issued_by") ?? "",
            Citations = pack.Citations.Read(map),
        };
        map.Done();
        pack.Origins.TryAdd(material.Id, (map.Source, map.Line));
        return material;
    }

    private static Condition? ReadWhen(PackContext pack, MapReader map, string key) => map.Value(key) switch
    {
        null => Nobody,
        YamlValue.Scalar { Text: "all" } => null,
        var value => pack.Conditions().Read(map.Source, value) ?? Nobody,
    };
}
