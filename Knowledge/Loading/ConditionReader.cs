using System.Collections.Immutable;
using System.Globalization;
using Knowledge.Loading.Yaml;
using Knowledge.Rules;

namespace Knowledge.Loading;

/// <summary>Reads a condition (grammar: <see cref="Condition"/>) and refuses every field, option, deadline or scope key that does not exist.</summary>
/// <param name="keys">Scope keys allowed here; none in criteria and materials, whose outcome must not depend on the day.</param>
public sealed class ConditionReader(ImmutableArray<FieldShape> fields, IReadOnlyDictionary<string, DateOnly> deadlines, ImmutableArray<ScopeKey> keys)
{
    private static readonly string[] Connectives = ["all", "any", "not", "known", "unknown"];

    /// <returns>Null if there is nothing, or it is wrong (then a problem is in the source).</returns>
    public Condition? Read(PackSource source, YamlValue? value)
    {
        if (value is null) return null;
        if (value is not YamlValue.Map map)
        {
            source.Error(value.Line, $"条件应是键值表，这里是{value.Kind}。");
            return null;
        }
        if (map.Entries.IsEmpty) source.Error(map.Line, "条件是空的；请写出条件，或删掉这个键。");
        var parts = map.Entries.Select(e => ReadEntry(source, e)).OfType<Condition>().ToImmutableArray();
        return parts.Length == 1 ? parts[0] : new Condition.All(parts);
    }

    private Condition? ReadEntry(PackSource source, YamlEntry entry) => entry.Key switch
    {
        "all" => new Condition.All(ReadList(source, entry)),
        "any" => new Condition.Any(ReadList(source, entry)),
        "not" => Read(source, entry.Value) is { } part ? new Condition.Not(part) : null,
        "known" => ReadKnown(source, entry),
        "unknown" => ReadKnown(source, entry) is { } known ? new Condition.Not(known) : null,
        _ when fields.FirstOrDefault(f => f.Id == entry.Key) is { } field => ReadField(source, entry, field),
        _ when keys.FirstOrDefault(k => k.Key == entry.Key) is { } key => ReadScoped(source, entry, key),
        _ => Unknown(source, entry),
    };

    private ImmutableArray<Condition> ReadList(PackSource source, YamlEntry entry)
    {
        if (entry.Value is YamlValue.List list) return [.. list.Items.Select(i => Read(source, i)).OfType<Condition>()];
        source.Error(entry.Line, $"{entry.Key} 应是条件的列表，这里是{entry.Value.Kind}。");
        return [];
    }

    private Condition.Any? ReadKnown(PackSource source, YamlEntry entry)
    {
        if (keys.IsEmpty)
        {
            source.Error(entry.Line, $"这里不能用 {entry.Key}：结论不能取决于问到哪一步。请写出具体的值。");
            return null;
        }
        var names = Texts(source, entry);
        foreach (var name in names.Where(n => fields.All(f => f.Id != n) && keys.All(k => k.Key != n))) Unknown(source, entry with { Key = name });
        return new Condition.Any([.. names.Select(n => new Condition.Known(n))]);
    }

    private static ImmutableArray<string> Texts(PackSource source, YamlEntry entry)
    {
        if (entry.Value is YamlValue.Scalar one) return [one.Text];
        if (entry.Value is YamlValue.List list && list.Items.All(i => i is YamlValue.Scalar)) return [.. list.Items.Select(i => ((YamlValue.Scalar)i).Text)];
        source.Error(entry.Line, $"{entry.Key} 应是一个值或值的列表，这里是{entry.Value.Kind}。");
        return [];
    }

    private Condition? ReadField(PackSource source, YamlEntry entry, FieldShape field) => (field.Kind, entry.Value) switch
    {
        (FieldKind.Choice, YamlValue.Map map) => ReadOrdered(source, map, field),
        (FieldKind.Choice or FieldKind.Flag, _) => new Condition.OneOf(field.Id, Checked(source, entry, field.Values)),
        (FieldKind.Date, YamlValue.Map map) => ReadDate(source, map, field),
        (FieldKind.Amount, YamlValue.Map map) => ReadAmount(source, map, field),
        _ => Refuse(source, entry, $"应是键值表：{(field.Kind == FieldKind.Date ? "{from: 日期, to: 日期} 或 {reaches: {years: 1, by: 日期}}" : "{at_least: 数, at_most: 数}")}"),
    };

    private static ImmutableArray<string> Checked(PackSource source, YamlEntry entry, ImmutableArray<string> allowed)
    {
        var values = Texts(source, entry);
        foreach (var value in values.Where(v => !allowed.IsEmpty && !allowed.Contains(v)))
            source.Error(entry.Value.Line, $"{entry.Key} 没有 '{value}' 这个值；可以写：{string.Join("、", allowed)}。");
        return values;
    }

    private static Condition.OneOf? ReadOrdered(PackSource source, YamlValue.Map value, FieldShape field)
    {
        var map = new MapReader(source, value, $"{field.Id} 的条件");
        var (least, most) = (map.OptionalText("at_least"), map.OptionalText("at_most"));
        map.Done();
        if (field.Order.IsEmpty) source.Error(value.Line, $"{field.Id} 没有 order，不能用 at_least、at_most；请在它的文件里写出 order，或列出各个值。");
        foreach (var bound in new[] { least, most }.OfType<string>().Where(b => !field.Order.IsEmpty && !field.Order.Contains(b)))
            source.Error(value.Line, $"{field.Id} 的 order 里没有 '{bound}'；可以写：{string.Join("、", field.Order)}。");
        var from = most is null ? 0 : field.Order.IndexOf(most);
        var to = least is null ? field.Order.Length - 1 : field.Order.IndexOf(least);
        return from < 0 || to < from ? null : new Condition.OneOf(field.Id, field.Order[from..(to + 1)]);
    }

    private Condition.Between ReadDate(PackSource source, YamlValue.Map value, FieldShape field)
    {
        var map = new MapReader(source, value, $"{field.Id} 的条件");
        var (from, to) = (Day(map, "from"), Day(map, "to"));
        if (map.Map("reaches", "reaches") is { } reaches)
        {
            var period = new ReachedDate(field.Id, reaches.OptionalNumber("years", 100) ?? 0, reaches.OptionalNumber("months", 1200) ?? 0);
            if (Day(reaches, "by") is { } by) to = period.LatestStart(by);
            else if (!reaches.Has("by")) reaches.Text("by");
            reaches.Done();
        }
        map.Done();
        if (from is null && to is null) source.Error(value.Line, $"{field.Id} 的条件没有 from、to 或 reaches；请至少写一个。");
        return new Condition.Between(field.Id, from, to);
    }

    private DateOnly? Day(MapReader map, string key)
    {
        if (map.OptionalText(key) is not { } text) return null;
        if (deadlines.TryGetValue(text, out var closes)) return closes;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and < 2200) return day;
        map.Source.Error(map.LineOf(key), $"{key} 是 '{text}'；应是 2000-01-31 这样的日期，或时间节点：{string.Join("、", deadlines.Keys)}。");
        return null;
    }

    private static Condition.Within ReadAmount(PackSource source, YamlValue.Map value, FieldShape field)
    {
        var map = new MapReader(source, value, $"{field.Id} 的条件");
        var range = new Condition.Within(field.Id, map.OptionalAmount("at_least"), map.OptionalAmount("at_most"));
        map.Done();
        if (range is { AtLeast: null, AtMost: null }) source.Error(value.Line, $"{field.Id} 的条件没有 at_least 或 at_most；请至少写一个。");
        return range;
    }

    private static Condition.Scoped ReadScoped(PackSource source, YamlEntry entry, ScopeKey key) => new(key.Key, Checked(source, entry, key.Allowed));

    private static Condition? Refuse(PackSource source, YamlEntry entry, string message)
    {
        source.Error(entry.Line, $"{entry.Key} 的条件{message}，这里是{entry.Value.Kind}。");
        return null;
    }

    private Condition? Unknown(PackSource source, YamlEntry entry)
    {
        var names = fields.Select(f => f.Id).Concat(keys.Select(k => k.Key)).Concat(Connectives);
        source.Error(entry.Line, $"条件里没有 '{entry.Key}'；可以写：{string.Join("、", names)}。");
        return null;
    }
}

/// <summary>What conditions need to know of a field before it is read in full.</summary>
public sealed record FieldShape(string Id, FieldKind Kind, ImmutableArray<string> Values, ImmutableArray<string> Order);
