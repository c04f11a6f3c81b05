using System.Collections.Immutable;
using System.Text;

namespace Knowledge.Wording;

/// <summary>Writes a parsed template.</summary>
internal static class TemplateWriter
{
    public static void Write(ImmutableArray<TemplateNode> nodes, TemplateScope scope, StringBuilder text)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case TemplateNode.Literal literal: text.Append(literal.Text); break;
                case TemplateNode.Output output: text.Append(TemplateFilters.Text(Evaluate(output.Value, scope))); break;
                case TemplateNode.Assign assign: scope.Set(assign.Name, Evaluate(assign.Value, scope)); break;
                case TemplateNode.If branching: WriteIf(branching, scope, text); break;
                case TemplateNode.For loop: WriteFor(loop, scope, text); break;
            }
        }
    }

    private static void WriteIf(TemplateNode.If branching, TemplateScope scope, StringBuilder text)
    {
        foreach (var (when, body) in branching.Branches)
        {
            if (when is not null && !IsTrue(Evaluate(when, scope))) continue;
            Write(body, scope, text);
            return;
        }
    }

    private static void WriteFor(TemplateNode.For loop, TemplateScope scope, StringBuilder text)
    {
        var items = TemplateFilters.List(Evaluate(loop.List, scope));
        for (var i = 0; i < items.Count; i++)
        {
            scope.Set(loop.Name, items[i]);
            scope.Set("forloop.first", i == 0);
            scope.Set("forloop.last", i == items.Count - 1);
            scope.Set("forloop.index", (decimal)(i + 1));
            Write(loop.Body, scope, text);
        }
    }

    private static object? Evaluate(TemplateExpression expression, TemplateScope scope) => expression switch
    {
        TemplateExpression.Constant constant => constant.Value,
        TemplateExpression.Path path => scope.Resolve(path),
        TemplateExpression.Filtered f => TemplateFilters.All[f.Filter](Evaluate(f.Input, scope), [.. f.Arguments.Select(a => Evaluate(a, scope))], scope),
        TemplateExpression.Binary { Operator: "and" } b => IsTrue(Evaluate(b.Left, scope)) && IsTrue(Evaluate(b.Right, scope)),
        TemplateExpression.Binary { Operator: "or" } b => IsTrue(Evaluate(b.Left, scope)) || IsTrue(Evaluate(b.Right, scope)),
        TemplateExpression.Binary b => Compare(b.Operator, Evaluate(b.Left, scope), Evaluate(b.Right, scope)),
        _ => null,
    };

    private static bool IsTrue(object? value) => value is not null and not false;

    private static bool Compare(string sign, object? left, object? right) => sign switch
    {
        "==" => Same(left, right),
        "!=" => !Same(left, right),
        "contains" => left is string s ? s.Contains(TemplateFilters.Text(right), StringComparison.Ordinal) : TemplateFilters.List(left).Any(i => Same(i, right)),
        "<" => left is not null && right is not null && Order(left, right) < 0,
        "<=" => left is not null && right is not null && Order(left, right) <= 0,
        ">" => left is not null && right is not null && Order(left, right) > 0,
        _ => left is not null && right is not null && Order(left, right) >= 0,
    };

    private static bool Same(object? left, object? right) =>
        left is null || right is null ? left is null && right is null
        : left is decimal or int && right is decimal or int ? TemplateFilters.Number(left) == TemplateFilters.Number(right)
        : left.GetType() == right.GetType() && left.Equals(right);

    /// <summary>Numbers by size; texts ordinally, which is by time for ISO dates.</summary>
    private static int Order(object left, object right) => left is string a && right is string b
        ? string.CompareOrdinal(a, b)
        : TemplateFilters.Number(left).CompareTo(TemplateFilters.Number(right));
}
