using System.Collections.Immutable;
using System.Globalization;
using Knowledge.Loading.Yaml;
using Knowledge.Rules;

namespace Knowledge.Loading;

/// <summary>Reads <c>fields/ID.yaml</c> in two passes: first the shapes (ids, kinds, values), since conditions of one field refer to others. Long phrase lists stand in files of their own (<see cref="PhraseReader"/>).</summary>
public static class FieldReader
{
    /// <summary>The shapes, in the order of <paramref name="ids"/>.</summary>
    public static ImmutableArray<FieldShape> ReadShapes(PackContext pack, IReadOnlyList<string> ids)
    {
        var quiet = new PackSource("", []);
        return [.. ids.Where(id => pack.Files.Texts.ContainsKey(PathOf(id))).Select(id => ReadShape(quiet, id, pack.Files.Texts[PathOf(id)])).OfType<FieldShape>()];
    }

    public static ImmutableArray<Field> Read(PackContext pack, MapReader notice)
    {
        var ids = notice.Texts("fields");
        foreach (var id in ids.Where(id => !pack.Files.Texts.ContainsKey(PathOf(id))))
            notice.Source.Error(notice.LineOf("fields"), $"fields 里有 '{id}'，但没有文件 {PathOf(id)}；请新建它，或从 fields 里去掉。");
        foreach (var path in pack.Files.Named("fields").Where(p => !ids.Any(id => p == PathOf(id) || PhraseReader.Owns(id, p))))
            pack.Source(path).Error(1, $"这个文件没有列在 notice.yaml 的 fields 里；请列进去（决定提问的顺序），或删除它。");
        return [.. ids.Where(id => pack.Files.Texts.ContainsKey(PathOf(id))).Select(id => ReadOne(pack, id)).OfType<Field>()];
    }

    /// <summary>The key of a field among <see cref="PackContext.Origins"/>.</summary>
    public static string Origin(string id) => PathOf(id);

    private static string PathOf(string id) => $"fields/{id}.yaml";

    private static FieldShape? ReadShape(PackSource quiet, string id, string text)
    {
        if (MapReader.Of(quiet, YamlTree.Parse(text, quiet), "") is not { } map) return null;
        var kind = Kind(map);
        ImmutableArray<string> values = kind is FieldKind.Choice or FieldKind.Flag ? [.. map.Maps("options", "").Select(o => o.Text("value"))] : [];
        return new FieldShape(id, kind, values, map.Texts("order"));
    }

    private static FieldKind Kind(MapReader map) => map.OneOf("kind", FieldKind.Choice,
        ("choice", FieldKind.Choice), ("flag", FieldKind.Flag), ("date", FieldKind.Date), ("amount", FieldKind.Amount));

    private static Field? ReadOne(PackContext pack, string id)
    {
        var source = pack.Source(PathOf(id));
        if (MapReader.Of(source, YamlTree.Parse(pack.Files.Texts[PathOf(id)], source), "事实项") is not { } map) return null;
        if (map.Text("id") is { Length: > 0 } written && written != id) source.Error(map.LineOf("id"), $"id 是 '{written}'，文件名却是 {id}.yaml；请改成一致。");
        if (!map.Has("kind")) map.Text("kind");
        if (pack.Shapes.FirstOrDefault(s => s.Id == id) is not { } shape) return null;
        pack.Origins[Origin(id)] = (source, map.LineOf(map.Has("asked_of") ? "asked_of" : map.Has("implied") ? "implied" : "id"));
        var conditions = pack.Conditions();
        var field = new Field
        {
            Id = id,
            Kind = Kind(map),
            Label = map.Text("label"),
            Question = map.Text("question"),
            Why = map.Text("why"),
            Options = ReadOptions(pack, map, shape.Kind),
            Order = ReadOrder(map, shape),
            AskedOf = conditions.Read(source, map.Value("asked_of")),
            Implied = ReadImplied(map, shape, conditions),
            Default = ReadValue(map, "default", shape),
            Unasked = ReadValue(map, "unasked", shape),
            Masks = map.Texts("masks"),
            Yields = map.Texts("yields"),
            Ambiguous = PhraseReader.ReadAmbiguous(map),
            Cues = map.Texts("cues"),
            Vetoes = map.Texts("vetoes"),
            Places = map.Texts("places"),
            Pair = ReadPair(pack, map, shape),
            Unit = map.OptionalText("unit"),
        };
        map.Done();
        if (field.Unasked is not null && field.AskedOf is null) source.Error(map.LineOf("unasked"), "有 unasked 就要有 asked_of：它说的是不问的时候算什么。");
        return PhraseReader.Complete(pack, field);
    }

    private static ImmutableArray<FieldOption> ReadOptions(PackContext pack, MapReader map, FieldKind kind)
    {
        var listed = map.OptionalText("listed_in");
        var clause = pack.Clauses.FirstOrDefault(c => c.Label.Label == listed);
        if (listed is not null && clause is null) map.Source.Error(map.LineOf("listed_in"), $"没有条款 '{listed}'；可以写：{string.Join("、", pack.Clauses.Select(c => c.Label))}。");
        var options = ImmutableArray.CreateBuilder<FieldOption>();
        foreach (var o in map.Maps("options", "选项").ToList())
        {
            var option = new FieldOption(o.Text("value"), o.Text("text"), o.Texts("said"), o.OptionalText("note"));
            var unlisted = o.OptionalFlag("unlisted");
            o.Done();
            if (options.Any(x => x.Value == option.Value)) o.Source.Error(o.LineOf("value"), $"选项 '{option.Value}' 重复了。");
            if (kind == FieldKind.Flag && option.Value is not ("true" or "false")) o.Source.Error(o.LineOf("value"), $"kind: flag 的选项只能是 true 和 false，这里是 '{option.Value}'。");
            if (clause is { Line: not ClauseReader.NotFound } && !unlisted && !clause.Text.Contains(option.Value, StringComparison.Ordinal))
                o.Source.Error(o.LineOf("value"), $"'{option.Value}' 不在条款 {listed} 的原文里；请照原文写，或标明 unlisted: true。", listed);
            options.Add(option);
        }
        CheckCount(map, kind, options.Count);
        return options.ToImmutable();
    }

    private static void CheckCount(MapReader map, FieldKind kind, int count)
    {
        var line = map.LineOf("options");
        if (kind is FieldKind.Date or FieldKind.Amount && count > 0) map.Source.Error(line, "日期和金额没有选项；请删除 options。");
        if (kind == FieldKind.Flag && count != 2) map.Source.Error(line, $"kind: flag 要有两个选项（true 和 false），这里有 {count} 个。");
        if (kind == FieldKind.Choice && count is 0 or > 64) map.Source.Error(line, $"kind: choice 要有 1 到 64 个选项，这里有 {count} 个。");
    }

    private static ImmutableArray<string> ReadOrder(MapReader map, FieldShape shape)
    {
        var order = map.Texts("order");
        if (!order.IsEmpty && !order.Order(StringComparer.Ordinal).SequenceEqual(shape.Values.Order(StringComparer.Ordinal)))
            map.Source.Error(map.LineOf("order"), $"order 要把每个选项列一次，由高到低；选项是：{string.Join("、", shape.Values)}。");
        return order;
    }

    private static FieldPair? ReadPair(PackContext pack, MapReader map, FieldShape shape)
    {
        if (map.Map("pair", "pair") is not { } pair) return null;
        var read = new FieldPair(pair.Text("field"), pair.Text("counts"));
        pair.Done();
        if (read.Field.Length > 0 && !pack.Shapes.Any(s => s.Id == read.Field && s.Id != shape.Id && s.Kind == FieldKind.Choice)) pair.Source.Error(pair.LineOf("field"), $"pair 的 field 是 '{read.Field}'；应是另一个 kind: choice 的事实项。");
        if (read.Counts.Length > 0 && !shape.Values.Contains(read.Counts)) pair.Source.Error(pair.LineOf("counts"), $"pair 的 counts 是 '{read.Counts}'；应是本项的选项：{string.Join("、", shape.Values)}。");
        return read;
    }

    private static ImmutableArray<Implied> ReadImplied(MapReader map, FieldShape shape, ConditionReader conditions)
    {
        var implied = ImmutableArray.CreateBuilder<Implied>();
        foreach (var item in map.Maps("implied", "implied 的一项").ToList())
        {
            var (when, value) = (conditions.Read(item.Source, item.Value("when")), ReadValue(item, "value", shape));
            if (!item.Has("when")) item.Text("when");
            if (value is null && !item.Has("value")) item.Text("value");
            item.Done();
            if (when is not null && value is not null) implied.Add(new Implied(when, value));
        }
        return implied.ToImmutable();
    }

    private static FactValue? ReadValue(MapReader map, string key, FieldShape shape)
    {
        if (map.OptionalText(key) is not { } text) return null;
        FactValue? value = shape.Kind switch
        {
            FieldKind.Choice when shape.Values.Contains(text) => new FactValue.Choice(text),
            FieldKind.Flag when text is "true" or "false" => new FactValue.Flag(text == "true"),
            FieldKind.Date when PartialDate.TryParse(text, null, out var date) => new FactValue.Date(date),
            FieldKind.Amount when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) => new FactValue.Amount(amount),
            _ => null,
        };
        if (value is null) map.Source.Error(map.LineOf(key), $"{key} 是 '{text}'；应是{(shape.Values.IsEmpty ? "日期或数字" : string.Join("、", shape.Values))}。");
        return value;
    }
}
