using System.Collections.Immutable;
using Knowledge.Loading.Yaml;

namespace Knowledge.Loading;

/// <summary>Puts things read from several files into the order that <c>notice.yaml</c> lists, which must name each once.</summary>
internal static class PackOrder
{
    public static ImmutableArray<T> Of<T>(MapReader notice, string key, IReadOnlyCollection<T> read, Func<T, string> id)
    {
        var order = notice.Texts(key);
        var line = notice.LineOf(key);
        foreach (var name in order.Where(o => read.All(r => id(r) != o)))
            notice.Source.Error(line, $"{key} 里有 '{name}'，但没有它的定义；请补上定义，或从 {key} 里去掉。已定义：{string.Join("、", read.Select(id))}。");
        foreach (var name in read.Select(id).Where(i => !order.Contains(i)).Distinct())
            notice.Source.Error(line, $"'{name}' 没有列在 {key} 里；请列进去（决定先后）。");
        return [.. read.OrderBy(r => order.IndexOf(id(r)))];
    }
}
