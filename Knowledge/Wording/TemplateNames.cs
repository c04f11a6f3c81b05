using System.Collections.Immutable;

namespace Knowledge.Wording;

/// <summary>Finds names and filters in a template that nothing provides, which would silently print as nothing.</summary>
internal sealed class TemplateNames
{
    private static readonly string[] Common = ["facts", "words", "deadlines", "criteria", "notice", "contact", "today", "forloop"];

    private readonly HashSet<string> _names = new(Common, StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private readonly IReadOnlyCollection<string> _fields;
    private readonly IReadOnlyCollection<string> _deadlines;

    private TemplateNames(IReadOnlyCollection<string> fields, IReadOnlyCollection<string> deadlines, IReadOnlyCollection<string> extra)
    {
        (_fields, _deadlines) = (fields, deadlines);
        _names.UnionWith(extra);
    }

    /// <returns>Null if every name is provided.</returns>
    public static string? Check(ImmutableArray<TemplateNode> nodes, IReadOnlyCollection<string> fields, IReadOnlyCollection<string> deadlines, IReadOnlyCollection<string> extra)
    {
        var names = new TemplateNames(fields, deadlines, extra);
        names.Visit(nodes);
        return names._problems.Count == 0 ? null : string.Join("", names._problems);
    }

    private void Visit(ImmutableArray<TemplateNode> nodes)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case TemplateNode.Output output: Visit(output.Value); break;
                case TemplateNode.Assign assign: Visit(assign.Value); _names.Add(assign.Name); break;
                case TemplateNode.For loop: Visit(loop.List); _names.Add(loop.Name); Visit(loop.Body); break;
                case TemplateNode.If branching:
                    foreach (var (when, body) in branching.Branches)
                    {
                        if (when is not null) Visit(when);
                        Visit(body);
                    }
                    break;
            }
        }
    }

    private void Visit(TemplateExpression expression)
    {
        switch (expression)
        {
            case TemplateExpression.Binary binary: Visit(binary.Left); Visit(binary.Right); break;
            case TemplateExpression.Path path: Visit(path); break;
            case TemplateExpression.Filtered filtered:
                if (!TemplateFilters.All.ContainsKey(filtered.Filter)) _problems.Add($"模板里没有过滤器 '{filtered.Filter}'；可以用：{string.Join("、", TemplateFilters.All.Keys.Order(StringComparer.Ordinal))}。");
                Visit(filtered.Input);
                foreach (var argument in filtered.Arguments) Visit(argument);
                break;
        }
    }

    private void Visit(TemplateExpression.Path path)
    {
        if (!_names.Contains(path.Parts[0]) && !_names.Contains(path.Dotted))
            _problems.Add($"模板里的名字 '{path.Parts[0]}' 没有来源；可以用：{string.Join("、", _names)}。");
        if (path.Parts is ["facts" or "words", var field, ..] && !_fields.Contains(field))
            _problems.Add($"模板里的 '{path.Dotted}' 不是事实项；可以用：{string.Join("、", _fields)}。");
        if (path.Parts is ["deadlines", var deadline, ..] && !_deadlines.Contains(deadline))
            _problems.Add($"模板里的 '{path.Dotted}' 不是时间节点；可以用：{string.Join("、", _deadlines)}。");
    }
}
