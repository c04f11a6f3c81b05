using System.Text.Json.Nodes;
using Bot.Api.Contracts;
using Knowledge.Notices;
using Knowledge.Questions;
using Knowledge.Rules;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Bot.Api.OpenApi;

/// <summary>Describes what only the loaded notices know: their ids, the fields of their profiles with all values, and examples made of them.</summary>
internal sealed class NoticeSchemas(NoticeLibrary notices) : IOpenApiDocumentTransformer
{
    private const string AsOfText = "An ISO 8601 instant with its offset, or a date in Asia/Shanghai. Absent: now.";
    private const string NoticeText = "Id of a notice. Absent: the newest round that is not closed yet, else the newest.";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Notice assistant",
            Version = "v1",
            Description = "Questions about official notices, answered with the literal clause; a self-check against their conditions; their deadlines. "
                + "Whatever a request holds that is not described here is refused with 400 and the name of the field.",
        };
        var schemas = document.Components!.Schemas!;
        foreach (var notice in notices.All) schemas[Name(notice)] = Profile(notice);
        schemas[nameof(AskRequest)] = Request(document, "question", asks: true);
        schemas[nameof(SelfCheckRequest)] = Request(document, "profile", asks: false);
        schemas.Remove("JsonElement");
        ((OpenApiSchema)((OpenApiSchema)schemas[nameof(WireOption)]).Properties!["value"]).Type = JsonSchemaType.String | JsonSchemaType.Boolean;
        if (document.Paths["/api/deadlines"].Operations![HttpMethod.Get] is { } deadlines)
            deadlines.Parameters = [Query("notice", NoticeId()), Query("asOf", AsOf())];
        return Task.CompletedTask;
    }

    private OpenApiSchema Request(OpenApiDocument document, string required, bool asks)
    {
        var properties = new Dictionary<string, IOpenApiSchema>();
        if (asks) properties["question"] = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = AskRequest.MaxQuestion, Description = "The question in everyday language." };
        properties["notice"] = NoticeId();
        properties["profile"] = new OpenApiSchema
        {
            AnyOf = [.. notices.All.Select(n => new OpenApiSchemaReference(Name(n), document))],
            Description = "What is known of the person: the fields of the notice that is asked. A field that is absent or null is unknown.",
        };
        properties["asOf"] = AsOf();
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { required },
            Properties = properties,
            AdditionalPropertiesAllowed = false,
            Examples = [asks ? AskExample() : CheckExample()],
        };
    }

    private static OpenApiSchema Profile(Notice notice) => new()
    {
        Type = JsonSchemaType.Object,
        Title = notice.Title,
        Properties = notice.Fields.ToDictionary(f => f.Id, f => (IOpenApiSchema)Value(f)),
        AdditionalPropertiesAllowed = false,
    };

    private static OpenApiSchema Value(Field field) => field.Kind switch
    {
        FieldKind.Flag => new() { Type = JsonSchemaType.Boolean, Description = field.Question },
        FieldKind.Amount => new() { Type = JsonSchemaType.Number, Minimum = "0", Description = $"{field.Question} {field.Unit}".TrimEnd() },
        FieldKind.Date => new() { Type = JsonSchemaType.String, Pattern = @"^\d{4}-\d{2}(-\d{2})?$", Description = $"{field.Question} YYYY-MM-DD, YYYY-MM" },
        _ => new()
        {
            Type = JsonSchemaType.String,
            Enum = [.. field.Options.Select(o => (JsonNode)o.Value)],
            Description = $"{field.Question} {string.Join(" · ", field.Options.Select(o => $"{o.Value} = {o.Text}"))}",
        },
    };

    private JsonObject AskExample() => new()
    {
        ["question"] = notices.All.SelectMany(n => n.Topics.All).FirstOrDefault(t => t.Kind == TopicKind.Answer)?.Examples.FirstOrDefault() ?? "?",
    };

    private JsonObject CheckExample() => new()
    {
        ["notice"] = notices.All.FirstOrDefault()?.Id.Value,
        ["profile"] = new JsonObject(notices.All.Take(1).SelectMany(n => n.Fields).Where(f => f.Kind is FieldKind.Choice && f.Options.Length > 0).Take(2)
            .Select(f => KeyValuePair.Create(f.Id, (JsonNode?)f.Options[0].Value))),
    };

    private OpenApiSchema NoticeId() => new() { Type = JsonSchemaType.String, Enum = [.. notices.All.Select(n => (JsonNode)n.Id.Value)], Description = NoticeText };

    private static OpenApiSchema AsOf() => new()
    {
        Type = JsonSchemaType.String,
        Description = AsOfText,
        AnyOf = [new OpenApiSchema { Format = "date-time" }, new OpenApiSchema { Format = "date" }],
    };

    private static OpenApiParameter Query(string name, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Query, Schema = schema, Description = schema.Description };

    private static string Name(Notice notice) => $"Profile-{notice.Id.Value}";
}
