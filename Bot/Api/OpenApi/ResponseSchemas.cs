using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Bot.Api.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Bot.Api.OpenApi;

/// <summary>Says of answers what is so on the wire: what would be null is left out, except where a contract says otherwise.</summary>
internal sealed class ResponseSchemas : IOpenApiDocumentTransformer
{
    private static readonly Type[] Answers = [typeof(SelfCheckResponse), typeof(Problem), typeof(FieldProblem)];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var type in Answers)
        {
            var schema = (OpenApiSchema)document.Components!.Schemas![type.Name];
            foreach (var property in WireJson.Wire.GetTypeInfo(type)!.Properties.Where(IsLeftOut)) LeaveOut(schema, property.Name);
        }

        return Task.CompletedTask;
    }

    private static void LeaveOut(OpenApiSchema schema, string property)
    {
        schema.Required?.Remove(property);
        var inner = schema.Properties![property];
        if (inner is OpenApiSchema { Type: { } type } plain) plain.Type = type & ~JsonSchemaType.Null;
        else if (inner.OneOf?.FirstOrDefault(c => c.Type != JsonSchemaType.Null) is { } only) schema.Properties[property] = only;
    }

    private static bool IsLeftOut(JsonPropertyInfo property) =>
        property.IsGetNullable
        && property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), false).OfType<JsonIgnoreAttribute>().Any(i => i.Condition == JsonIgnoreCondition.Never) != true;
}
