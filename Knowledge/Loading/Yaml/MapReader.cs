using System.Collections.Immutable;
using System.Globalization;

namespace Knowledge.Loading.Yaml;

/// <summary>
/// Reads one mapping strictly: every key asked for becomes an allowed key, and <see cref="Done"/> refuses all others. Problems are collected in
/// the source and a harmless value is returned, so that one pass finds them all.
/// </summary>
public sealed class MapReader(PackSource source, YamlValue.Map map, string what)
{
    /// <summary>Years, months and counted days are small; a larger number is a slip.</summary>
    public const int LargestNumber = 9999;

    private readonly List<string> _allowed = [];

    public PackSource Source { get; } = source;

    public int Line => map.Line;

    /// <summary>The keys as written, in order.</summary>
    public IEnumerable<string> Keys => map.Entries.Select(e => e.Key);

    /// <param name="what">How messages name the thing that is read.</param>
    public static MapReader? Of(PackSource source, YamlValue? value, string what)
    {
        if (value is YamlValue.Map map) return new MapReader(source, map, what);
        if (value is not null) source.Error(value.Line, $"{what}应是键值表，这里是{value.Kind}。");
        return null;
    }

    /// <summary>The line of a key, or of the whole mapping if it is absent.</summary>
    public int LineOf(string key) => map.Entries.FirstOrDefault(e => e.Key == key)?.Line ?? map.Line;

    public bool Has(string key) => Value(key) is not null;

    public YamlValue? Value(string key)
    {
        if (!_allowed.Contains(key)) _allowed.Add(key);
        return map.Entries.FirstOrDefault(e => e.Key == key)?.Value;
    }

    public string Text(string key)
    {
        if (OptionalText(key) is { Length: > 0 } text) return text;
        if (Value(key) is null or YamlValue.Scalar) Missing(key);
        return "";
    }

    public string? OptionalText(string key)
    {
        switch (Value(key))
        {
            case null: return null;
            case YamlValue.Scalar s: return s.Text;
            case var other:
                Source.Error(other.Line, $"{what}的 {key} 应是一段文字，这里是{other.Kind}。");
                return null;
        }
    }

    public DateOnly? OptionalDate(string key) =>
        OptionalText(key) is { } text ? Parsed<DateOnly>(key, text, "1900 到 2199 年的日期，写成 2000-01-31 这样", DateOnly.TryParseExact(text, "yyyy-MM-dd", out var d) && d.Year is >= 1900 and < 2200, d) : null;

    public int? OptionalNumber(string key, int largest = LargestNumber) =>
        OptionalText(key) is { } text ? Parsed<int>(key, text, $"0 到 {largest} 的整数", int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= largest, n) : null;

    public decimal? OptionalAmount(string key) =>
        OptionalText(key) is { } text ? Parsed<decimal>(key, text, "数字", decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var n), n) : null;

    public bool OptionalFlag(string key, bool absent = false) =>
        OptionalText(key) is { } text ? Parsed<bool>(key, text, "true 或 false", text is "true" or "false", text == "true") ?? absent : absent;

    /// <summary>One of a closed set of words.</summary>
    public T OneOf<T>(string key, T absent, params ReadOnlySpan<(string Word, T Meaning)> words)
    {
        if (OptionalText(key) is not { } text)
        {
            if (absent is null) Missing(key);
            return absent;
        }
        foreach (var (word, meaning) in words) if (word == text) return meaning;
        var allowed = string.Join("、", words.ToArray().Select(w => w.Word));
        Source.Error(LineOf(key), $"{what}的 {key} 是 '{text}'；可以写：{allowed}。");
        return absent;
    }

    /// <summary>A list of texts, or one text; empty if absent.</summary>
    public ImmutableArray<string> Texts(string key) => TextsOf(Value(key), key);

    /// <summary>A list of mappings; empty if absent.</summary>
    public IEnumerable<MapReader> Maps(string key, string itemName)
    {
        if (Value(key) is not { } value) return [];
        if (value is YamlValue.List list) return list.Items.Select(i => Of(Source, i, itemName)).OfType<MapReader>();
        Source.Error(value.Line, $"{what}的 {key} 应是列表，这里是{value.Kind}。");
        return [];
    }

    public MapReader? Map(string key, string itemName) => Of(Source, Value(key), itemName);

    /// <summary>Refuses every key that was not asked for. Call it once, last.</summary>
    public void Done()
    {
        foreach (var entry in map.Entries.Where(e => !_allowed.Contains(e.Key)))
            Source.Error(entry.Line, $"{what}里没有 '{entry.Key}' 这个键；可以写：{string.Join("、", _allowed)}。");
    }

    private void Missing(string key) => Source.Error(map.Line, $"{what}缺少 {key}；请补上。");

    private ImmutableArray<string> TextsOf(YamlValue? value, string key)
    {
        switch (value)
        {
            case null: return [];
            case YamlValue.Scalar s: return [s.Text];
            case YamlValue.List list when list.Items.All(i => i is YamlValue.Scalar): return [.. list.Items.Select(i => ((YamlValue.Scalar)i).Text)];
            default:
                Source.Error(value.Line, $"{what}的 {key} 应是文字或文字的列表，这里是{value.Kind}。");
                return [];
        }
    }

    private T? Parsed<T>(string key, string text, string allowed, bool ok, T value) where T : struct
    {
        if (ok) return value;
        Source.Error(LineOf(key), $"{what}的 {key} 是 '{text}'；应是{allowed}。");
        return null;
    }
}
