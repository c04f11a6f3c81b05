using System.Collections.Immutable;
using Knowledge.Loading.Yaml;
using Knowledge.Rules;

namespace Knowledge.Loading;

/// <summary>
/// Reads <c>fields/ID/*.yaml</c>: more phrases for the field of <c>fields/ID.yaml</c>, for fields that people answer in more ways than one file
/// holds. <c>said</c> maps an option's value to phrases, <c>answers</c> to words that mean it only as the whole answer; <c>masks</c>, <c>ambiguous</c> and <c>nearest</c> are lists.
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
        return field;
    }

    /// <summary>A phrase means one thing: it stands under one option, or among the masks, or in one ambiguous answer.</summary>
    private static void Check(PackSource source, Field field)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (phrase, place) in Places(field))
            if (!places.TryAdd(phrase, place) && places[phrase] != place) source.Error(1, $"'{phrase}' 既在 {places[phrase]}，又在 {place}；一种说法只能有一个意思。");
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
            Ambiguous = field.Ambiguous.AddRange(ReadAmbiguous(map)),
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
            answers.Add(new AmbiguousAnswer(item.Texts("said"), item.Text("note")));
            item.Done();
        }
        return answers.ToImmutable();
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
