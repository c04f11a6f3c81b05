using System.Collections.Immutable;
using Knowledge.Loading.Yaml;
using Knowledge.Rules;

namespace Knowledge.Loading;

/// <summary>
/// Reads <c>fields/ID/*.yaml</c>: more phrases for the field of <c>fields/ID.yaml</c>, for fields that people answer in more ways than one file
/// holds. <c>said</c> maps an option's value to phrases, <c>answers</c> to words that mean it only as the whole answer; <c>masks</c>, <c>yields</c>, <c>ambiguous</c>,
/// <c>workplaces</c> and <c>nearest</c> are lists.
/// </summary>
internal static class PhraseReader
{
    /// <summary>Whether the path is a phrase file of the field; such a file is no field of its own.</summary>
    public static bool Owns(string id, string path) => path.StartsWith($"fields/{id}/", StringComparison.Ordinal);

    /// <summary>The field together with what its phrase files add.</summary>
    public static Field Complete(PackContext pack, Field field)
    {
        foreach (var path in pack.Files.Named("fields").Where(p => Owns(field.Id, p)))
        {
            var source = pack.Source(path);
            if (MapReader.Of(source, YamlTree.Parse(pack.Files.Texts[path], source), "说法") is { } map) field = Add(map, field);
        }
        Check(pack.Source($"fields/{field.Id}.yaml"), field);
        CheckReferences(pack.Source($"fields/{field.Id}.yaml"), field);
        return field;
    }

    /// <summary>A phrase means one thing: it stands under one option, or among the masks, or in one ambiguous answer.</summary>
    private static void Check(PackSource source, Field field)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (phrase, place) in Places(field))
            if (!places.TryAdd(phrase, place) && places[phrase] != place) source.Error(1, $"'{phrase}' 既在 {places[phrase]}，又在 {place}；一种说法只能有一个意思。");
    }

    /// <summary>What only suggests an option is said of one; a place is one for work that is said.</summary>
    private static void CheckReferences(PackSource source, Field field)
    {
        var said = field.Options.SelectMany(o => o.Said.Prepend(o.Text)).ToHashSet(StringComparer.Ordinal);
        foreach (var phrase in field.Yields.Where(y => !said.Contains(y))) source.Error(1, $"yields 里的 '{phrase}' 不是任何选项的说法；请先写进 said，或从 yields 里去掉。");
        var works = field.Ambiguous.Select(a => a.Work).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var work in field.Workplaces.Select(p => p.Work).Distinct().Where(w => !works.Contains(w)))
            source.Error(1, $"workplaces 里的 work '{work}' 没有写在 ambiguous 的任何一项里；可以写：{string.Join("、", works)}。");
    }

    private static IEnumerable<(string Phrase, string Place)> Places(Field field) =>
        field.Options.SelectMany(o => o.Said.Select(s => (s, $"选项 {o.Value}")))
            .Concat(field.Masks.Select(m => (m, "masks")))
            .Concat(field.Ambiguous.Index().SelectMany(a => a.Item.Said.Select(s => (s, $"ambiguous 的第 {a.Index + 1} 项"))));

    private static Field Add(MapReader map, Field field)
    {
        var values = field.Options.Select(o => o.Value).ToImmutableArray();
        var said = ReadByValue(map, "said", values);
        var answers = ReadByValue(map, "answers", values);
        var added = field with
        {
            Options =
            [
                .. field.Options
                    .Select(o => said.TryGetValue(o.Value, out var more) ? o with { Said = o.Said.AddRange(more) } : o)
                    .Select(o => answers.TryGetValue(o.Value, out var more) ? o with { Answers = o.Answers.AddRange(more) } : o),
            ],
            Masks = field.Masks.AddRange(map.Texts("masks")),
            Yields = field.Yields.AddRange(map.Texts("yields")),
            Ambiguous = field.Ambiguous.AddRange(ReadAmbiguous(map)),
            Workplaces = field.Workplaces.AddRange(ReadWorkplaces(map, values)),
            Nearest = field.Nearest.AddRange(ReadNearest(map, values)),
        };
        map.Done();
        return added;
    }

    public static ImmutableArray<AmbiguousAnswer> ReadAmbiguous(MapReader map)
    {
        var answers = ImmutableArray.CreateBuilder<AmbiguousAnswer>();
        foreach (var item in map.Maps("ambiguous", "ambiguous 的一项").ToList())
        {
            answers.Add(new AmbiguousAnswer(item.Texts("said"), item.Text("note")) { Work = item.OptionalText("work") });
            item.Done();
        }
        return answers.ToImmutable();
    }

    private static ImmutableArray<WorkPlace> ReadWorkplaces(MapReader map, ImmutableArray<string> values)
    {
        var places = ImmutableArray.CreateBuilder<WorkPlace>();
        foreach (var item in map.Maps("workplaces", "workplaces 的一项").ToList())
        {
            var place = new WorkPlace(item.Text("work"), item.Text("value"), item.Texts("said"));
            Known(item, "value", place.Value, values);
            item.Done();
            places.Add(place);
        }
        return places.ToImmutable();
    }

    private static Dictionary<string, ImmutableArray<string>> ReadByValue(MapReader map, string key, ImmutableArray<string> values)
    {
        var said = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (map.Map(key, key + " ") is not { } lists) return said;
        foreach (var value in lists.Keys.ToList())
        {
            Known(lists, value, value, values);
            said[value] = lists.Texts(value);
        }
        return said;
    }

    private static ImmutableArray<NearestOptions> ReadNearest(MapReader map, ImmutableArray<string> values)
    {
        var nearest = ImmutableArray.CreateBuilder<NearestOptions>();
        foreach (var item in map.Maps("nearest", "nearest 的一项").ToList())
        {
            var near = new NearestOptions(item.Texts("said"), item.Texts("values"));
            foreach (var value in near.Values) Known(item, "values", value, values);
            item.Done();
            nearest.Add(near);
        }
        return nearest.ToImmutable();
    }

    private static void Known(MapReader map, string key, string value, ImmutableArray<string> values)
    {
        if (!values.Contains(value)) map.Source.Error(map.LineOf(key), $"没有选项 '{value}'；可以写：{string.Join("、", values)}。");
    }
}
