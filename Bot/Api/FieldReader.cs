using System.Collections.Immutable;
using System.Text.Json;
using Bot.Api.Contracts;

namespace Bot.Api;

/// <summary>Reads the fields of one JSON object and gathers all that is wrong with them. An unknown or repeated field is wrong; null is absent.</summary>
internal sealed class FieldReader
{
    private const int MostShown = 80;
    private readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    private readonly string path;
    private readonly List<FieldProblem> problems;

    public FieldReader(JsonElement element, string path, ImmutableArray<string> known, List<FieldProblem> problems)
    {
        (this.path, this.problems) = (path, problems);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = Name(property);
            if (!known.Contains(name)) Add(name, name, known, $"没有“{Shorten(name)}”这个字段；{Where()}可用的字段：{Join(known)}。");
            else if (!names.Add(name)) Add(name, Show(property.Value), [], $"字段 {path}{name} 出现了不止一次，请只留一个。");
            else if (property.Value.ValueKind != JsonValueKind.Null) fields[name] = property.Value;
        }
    }

    public bool Has(string name) => fields.ContainsKey(name);

    public JsonElement this[string name] => fields[name];

    /// <summary>The text of a field; null if it is absent, or no text (which is a problem).</summary>
    public string? Text(string name, ImmutableArray<string> allowed)
    {
        if (!fields.TryGetValue(name, out var element)) return null;
        if (TryText(element) is { } text) return text;
        Wrong(name, allowed);
        return null;
    }

    /// <summary>The field holds something that is not allowed there.</summary>
    public void Wrong(string name, ImmutableArray<string> allowed, string? remark = null) =>
        Add(name, Show(fields[name]), allowed, $"字段 {path}{name} 的值“{Show(fields[name])}”不可用；允许：{Join(allowed)}。{remark}");

    public void Missing(string name, ImmutableArray<string> allowed) =>
        Add(name, null, allowed, $"缺少字段 {path}{name}；允许：{Join(allowed)}。");

    public static string? TryText(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String) return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }

    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "?"; // half of a surrogate pair
        }
    }

    private void Add(string name, string? found, ImmutableArray<string> allowed, string detail) =>
        problems.Add(new FieldProblem(path + Shorten(name), found is null ? null : Shorten(found), allowed, detail));

    private string Where() => path.Length == 0 ? "" : $"{path.TrimEnd('.')} 中";

    private static string Show(JsonElement element) => Shorten(TryText(element) ?? element.GetRawText());

    private static string Shorten(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";

    private static string Join(ImmutableArray<string> allowed) => string.Join("、", allowed);
}
