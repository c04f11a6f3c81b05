using System.Collections.Immutable;
using Knowledge.Loading.Yaml;
using Knowledge.Notices;

namespace Knowledge.Loading;

/// <summary>Reads <c>cite: {label: quote, label: [quote, quote]}</c> and refuses a quote that is not a literal span of that clause.</summary>
public sealed class CitationReader(ImmutableArray<Clause> clauses)
{
    /// <summary>The citations under a key, in the order written; empty if there are none.</summary>
    /// <param name="required">Refuse their absence.</param>
    public ImmutableArray<Citation> Read(MapReader owner, string key = "cite", bool required = true)
    {
        var value = owner.Value(key);
        if (value is null && required) owner.Source.Error(owner.Line, $"缺少 {key}；请写出依据：{key}: {{条款: 原文里的一句}}。");
        if (value is null) return [];
        if (value is not YamlValue.Map map)
        {
            owner.Source.Error(value.Line, $"{key} 应写成 {{条款: 原文里的一句}}，这里是{value.Kind}。");
            return [];
        }
        if (required && map.Entries.IsEmpty) owner.Source.Error(value.Line, $"{key} 是空的；请写出依据：{key}: {{条款: 原文里的一句}}。");
        return [.. map.Entries.SelectMany(e => ReadEntry(owner.Source, e))];
    }

    private List<Citation> ReadEntry(PackSource source, YamlEntry entry)
    {
        var quotes = entry.Value is YamlValue.List list ? list.Items : [entry.Value];
        if (quotes.IsEmpty) source.Error(entry.Line, $"条款 {entry.Key} 后面没有引文；请照抄原文里的一句。", entry.Key);
        return quotes.Select(q => ReadQuote(source, entry.Key, q)).OfType<Citation>().ToList();
    }

    private Citation? ReadQuote(PackSource source, string label, YamlValue value)
    {
        var clause = clauses.FirstOrDefault(c => c.Label.Label == label);
        if (clause is null)
            source.Error(value.Line, $"没有条款 '{label}'；可以写：{string.Join("、", clauses.Select(c => c.Label))}。");
        else if (clause.Line == ClauseReader.NotFound)
            return null;
        else if (value is not YamlValue.Scalar { Text.Length: > 0 } quote)
            source.Error(value.Line, $"引文应是一段文字，这里是{value.Kind}。", label);
        else if (!clause.Text.Contains(quote.Text, StringComparison.Ordinal) && !clause.Heading.Contains(quote.Text, StringComparison.Ordinal))
            source.Error(value.Line, $"引文 '{quote.Text}' 不是条款 {label} 的原文；请从 notice.md 里照抄，空格也要一样。{Elsewhere(quote.Text)}", label);
        else
            return new Citation(clause.Label, quote.Text);
        return null;
    }

    private string Elsewhere(string quote) =>
        clauses.FirstOrDefault(c => c.Text.Contains(quote, StringComparison.Ordinal)) is { } other ? $"这段话在 {other.Label}。" : "";
}
