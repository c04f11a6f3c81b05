using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Bot.Api.OpenApi;

/// <summary>Says of answers what is so on the wire: what would be null is left out, except where a contract says otherwise.</summary>
internal sealed class ResponseSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var property in context.JsonTypeInfo.Properties.Where(IsLeftOut))
        {
            schema.Required?.Remove(property.Name);
            if (schema.Properties is null || !schema.Properties.TryGetValue(property.Name, out var inner)) continue;
            if (inner is OpenApiSchema { Type: { } type } plain) plain.Type = type & ~JsonSchemaType.Null;
            else if (inner is OpenApiSchema { OneOf: { Count: 2 } cases } && cases.FirstOrDefault(c => c.Type != JsonSchemaType.Null) is { } only) schema.Properties[property.Name] = only;
        }

        return Task.CompletedTask;
    }

    private static bool IsLeftOut(JsonPropertyInfo property) =>
        property.IsGetNullable
        && property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), false).OfType<JsonIgnoreAttribute>().Any(i => i.Condition == JsonIgnoreCondition.Never) != true;
}
