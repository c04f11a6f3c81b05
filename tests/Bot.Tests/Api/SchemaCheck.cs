using System.Text.Json;

namespace Bot.Tests.Api;

/// <summary>Holds a JSON value against a schema of an OpenAPI document: types, required and unknown properties, enumerations, references. No more than we use.</summary>
internal static class SchemaCheck
{
    public static List<string> Faults(JsonElement document, string schema, JsonElement value)
    {
        var faults = new List<string>();
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Check(schemas, schemas.GetProperty(schema), value, schema, faults);
        return faults;
    }

    private static void Check(JsonElement schemas, JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        if (schema.TryGetProperty("$ref", out var reference)) schema = schemas.GetProperty(reference.GetString()!.Split('/')[^1]);
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value))) faults.Add($"{path}: {value} is none of {allowed}");
        if (schema.TryGetProperty("type", out var type) && !Types(type).Contains(Type(value))) faults.Add($"{path}: {value.ValueKind} is not {type}");
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            foreach (var (i, item) in value.EnumerateArray().Index()) Check(schemas, items, item, $"{path}[{i}]", faults);
        if (value.ValueKind == JsonValueKind.Object) CheckObject(schemas, schema, value, path, faults);
    }

    private static void CheckObject(JsonElement schemas, JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        if (schema.TryGetProperty("required", out var required))
            faults.AddRange(required.EnumerateArray().Select(r => r.GetString()!).Where(r => !value.TryGetProperty(r, out _)).Select(r => $"{path}.{r} is missing"));
        foreach (var property in value.EnumerateObject())
        {
            if (schema.GetProperty("properties").TryGetProperty(property.Name, out var inner)) Check(schemas, inner, property.Value, $"{path}.{property.Name}", faults);
            else faults.Add($"{path}.{property.Name} is not described");
        }
    }

    private static IEnumerable<string?> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()) : [type.GetString()];

    private static string Type(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
