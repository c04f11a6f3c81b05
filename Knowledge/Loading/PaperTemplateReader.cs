using System.Collections.Immutable;
using Knowledge.Notices;

namespace Knowledge.Loading;

/// <summary>Reads <c>templates.yaml</c>: the forms that the notice brings along, each with the clause that holds its text.</summary>
public static class PaperTemplateReader
{
    public static ImmutableArray<PaperTemplate> Read(PackContext pack)
    {
        var templates = ImmutableArray.CreateBuilder<PaperTemplate>();
        foreach (var map in pack.Items("templates", "模板").ToList())
        {
            var (id, title, label) = (map.Text("id"), map.Text("title"), map.Text("clause"));
            map.Done();
            if (templates.Any(t => t.Id == id)) map.Source.Error(map.LineOf("id"), $"模板 '{id}' 重复了。");
            if (pack.Clauses.All(c => c.Label.Label != label))
                map.Source.Error(map.LineOf("clause"), $"没有条款 '{label}'；可以写：{string.Join("、", pack.Clauses.Select(c => c.Label))}。");
            templates.Add(new PaperTemplate(id, title, new ClauseRef(label)));
        }
        return templates.ToImmutable();
    }
}
