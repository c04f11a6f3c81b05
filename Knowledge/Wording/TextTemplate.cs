using System.Collections.Immutable;
using Knowledge.Rules;

namespace Knowledge.Wording;

/// <summary>
/// A text of a pack in the small part of Liquid that wording needs (<c>{{ value | filter }}</c>, if, unless, case, for, assign), parsed and checked once.
/// It may use <c>facts.FIELD</c> (value), <c>words.FIELD</c> (value in words), <c>deadlines.ID.opens|closes|days_left|days_until|phase|name|counted|
/// counted_text|explanation</c>, <c>criteria.ID.reason|status</c>, <c>notice.title|short_name|issuer|issued</c>, <c>contact.office|phone</c>,
/// <c>today</c>, and what the place where it stands adds. Filters: <c>day</c> (<c>day: 'full'</c> with the year), <c>md</c>, <c>month</c>, <c>date</c> (with the year, without the weekday),
/// <c>option: 'FIELD'</c>, <c>amount</c>, <c>join</c>, <c>size</c>, <c>first</c>, <c>last</c>, <c>default</c>, <c>plus</c>, <c>minus</c>.
/// </summary>
public sealed class TextTemplate
{
    public static readonly TextTemplate Empty = new("", []);

    private readonly ImmutableArray<TemplateNode> _nodes;

    private TextTemplate(string source, ImmutableArray<TemplateNode> nodes) => (Source, _nodes) = (source, nodes);

    /// <summary>As written in the pack.</summary>
    public string Source { get; }

    public bool IsEmpty => Source.Length == 0;

    /// <summary>The texts that stand in it as they are, in order.</summary>
    internal IEnumerable<string> Literals => TemplateNode.LiteralsOf(_nodes);

    private bool IsConstant => _nodes.All(n => n is TemplateNode.Literal);

    /// <param name="fields">Ids allowed after <c>facts.</c> and <c>words.</c>.</param>
    /// <param name="deadlines">Ids allowed after <c>deadlines.</c>.</param>
    /// <param name="extra">Names beyond the common ones that the place provides.</param>
    /// <param name="error">What is wrong, in words; null if nothing is. The template then renders as it is written.</param>
    public static TextTemplate Parse(string source, IReadOnlyCollection<string> fields, IReadOnlyCollection<string> deadlines, IReadOnlyCollection<string> extra, out string? error)
    {
        try
        {
            var nodes = TemplateParser.Parse(source);
            error = TemplateNames.Check(nodes, fields, deadlines, extra);
            return new TextTemplate(source, error is null ? nodes : []);
        }
        catch (TemplateException e)
        {
            error = $"模板写法有误：{e.Message}";
            return new TextTemplate(source, []);
        }
    }

    /// <summary>The text for this person on this day.</summary>
    public string Render(ConditionScope scope) => Render(new TemplateScope(scope));

    /// <param name="values">What the place adds, by name or dotted path: texts, decimals, flags, lists, dictionaries.</param>
    public string Render(ConditionScope scope, IReadOnlyDictionary<string, object> values) => Render(With(new TemplateScope(scope), values));

    /// <summary>Where there is no person and no notice yet: only <paramref name="values"/> are known.</summary>
    internal string Render(IReadOnlyDictionary<string, object> values) => Render(With(new TemplateScope(null), values));

    /// <summary>With a scope that several templates share.</summary>
    internal string Render(TemplateScope scope)
    {
        if (IsConstant) return Source.Trim();
        var text = scope.Buffer.Clear();
        TemplateWriter.Write(_nodes, scope, text);
        return text.ToString().Trim();
    }

    public override string ToString() => Source;

    private static TemplateScope With(TemplateScope scope, IReadOnlyDictionary<string, object> values)
    {
        foreach (var (name, value) in values) scope.Set(name, value);
        return scope;
    }
}
