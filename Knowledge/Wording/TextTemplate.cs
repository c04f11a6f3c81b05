using System.Collections.Immutable;
using Fluid;
using Fluid.Values;
using Knowledge.Rules;

namespace Knowledge.Wording;

/// <summary>
/// A Liquid text of a pack, parsed once. It may use <c>facts.FIELD</c> (value), <c>words.FIELD</c> (value in words), <c>deadlines.ID.opens|closes|
/// days_left|phase|name</c>, <c>notice.title|short_name|issuer|issued</c>, <c>contact.office|phone</c>, <c>today</c>, and what the place where it
/// stands adds. Filters beyond Liquid's own: <c>day</c> (<c>day: 'full'</c> with the year), <c>month</c>, <c>option: 'FIELD'</c>, <c>amount</c>.
/// </summary>
public sealed class TextTemplate
{
    public static readonly TextTemplate Empty = new("", null);

    private readonly IFluidTemplate? _template;

    private TextTemplate(string source, IFluidTemplate? template) => (Source, _template) = (source, template);

    /// <summary>As written in the pack.</summary>
    public string Source { get; }

    public bool IsEmpty => Source.Length == 0;

    /// <param name="extra">Names beyond the common ones that the place provides.</param>
    /// <param name="fields">Ids allowed after <c>facts.</c> and <c>words.</c>.</param>
    /// <param name="deadlines">Ids allowed after <c>deadlines.</c>.</param>
    /// <param name="error">What is wrong, in words; null if nothing is.</param>
    public static TextTemplate Parse(string source, IReadOnlyCollection<string> fields, IReadOnlyCollection<string> deadlines, IReadOnlyCollection<string> extra, out string? error)
    {
        error = null;
        if (!source.Contains("{{", StringComparison.Ordinal) && !source.Contains("{%", StringComparison.Ordinal)) return new TextTemplate(source, null);
        if (!Liquid.Parser.TryParse(source, out var template, out var problem))
        {
            error = $"模板写法有误：{problem}";
            return Empty;
        }
        error = TemplateNames.Check(template, fields, deadlines, extra);
        return new TextTemplate(source, template);
    }

    /// <summary>The text for this person on this day.</summary>
    public string Render(ConditionScope scope) => _template is null ? Source : Render(new TemplateScope(scope));

    /// <param name="values">What the place adds: texts, numbers, lists.</param>
    public string Render(ConditionScope scope, IReadOnlyDictionary<string, object> values)
    {
        if (_template is null) return Source;
        var model = new TemplateScope(scope);
        foreach (var (name, value) in values) model.Set(name, value);
        return Render(model);
    }

    /// <summary>Where there is no person and no notice yet: only <paramref name="values"/> are known.</summary>
    internal string Render(IReadOnlyDictionary<string, object> values)
    {
        if (_template is null) return Source;
        var context = new TemplateContext(Liquid.Options);
        foreach (var (name, value) in values) context.SetValue(name, FluidValue.Create(value, Liquid.Options));
        return _template.Render(context).Trim();
    }

    /// <summary>With a scope that several templates share.</summary>
    internal string Render(TemplateScope scope) => _template is null ? Source : _template.Render(scope.Context).Trim();

    public override string ToString() => Source;
}
