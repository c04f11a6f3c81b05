using Fluid;
using Fluid.Ast;
using Fluid.Parser;

namespace Knowledge.Wording;

/// <summary>Finds names in a template that nothing provides, which Liquid would silently print as nothing.</summary>
internal sealed class TemplateNames : AstVisitor
{
    private static readonly string[] Common = ["facts", "words", "deadlines", "notice", "contact", "today", "forloop"];

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
    public static string? Check(IFluidTemplate template, IReadOnlyCollection<string> fields, IReadOnlyCollection<string> deadlines, IReadOnlyCollection<string> extra)
    {
        var names = new TemplateNames(fields, deadlines, extra);
        names.VisitTemplate(template);
        return names._problems.Count == 0 ? null : string.Join(" ", names._problems);
    }

    protected override Statement VisitAssignStatement(AssignStatement assignStatement)
    {
        _names.Add(assignStatement.Identifier);
        return base.VisitAssignStatement(assignStatement);
    }

    protected override Statement VisitForStatement(ForStatement forStatement)
    {
        _names.Add(forStatement.Identifier);
        return base.VisitForStatement(forStatement);
    }

    protected override Expression VisitFilterExpression(FilterExpression filterExpression)
    {
        if (!Liquid.Options.Filters.TryGetValue(filterExpression.Name, out _)) _problems.Add($"模板里没有过滤器 '{filterExpression.Name}'。");
        return base.VisitFilterExpression(filterExpression);
    }

    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        var path = memberExpression.Segments.OfType<IdentifierSegment>().Select(s => s.Identifier).ToArray();
        if (path.Length > 0 && !_names.Contains(path[0]))
            _problems.Add($"模板里的名字 '{path[0]}' 没有来源；可以用：{string.Join("、", _names)}。");
        if (path is ["facts" or "words", var field, ..] && !_fields.Contains(field))
            _problems.Add($"模板里的 '{path[0]}.{field}' 不是事实项；可以用：{string.Join("、", _fields)}。");
        if (path is ["deadlines", var deadline, ..] && !_deadlines.Contains(deadline))
            _problems.Add($"模板里的 'deadlines.{deadline}' 不是时间节点；可以用：{string.Join("、", _deadlines)}。");
        return base.VisitMemberExpression(memberExpression);
    }
}
