using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Api.Contracts;
using Bot.Api.OpenApi;

namespace Bot.Api;

internal static class Extensions
{
    /// <summary>Needs the notices, an asker and the state.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<RequestReader>();
        services.AddSingleton<Unanswered>();
        services.AddSingleton<ApiMetrics>();
        services.ConfigureHttpJsonOptions(json => Describe(json.SerializerOptions));
        services.AddOpenApi("v1", options =>
        {
            // Whatever else is served, in a pipeline that is built later too, is no interface for integrators.
            options.ShouldInclude = call => call.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer<ResponseSchemas>();
            options.AddDocumentTransformer<NoticeSchemas>();
        });
        return services;
    }

    // OpenAPI reads these options, not those of the context that writes the answers.
    private static void Describe(JsonSerializerOptions options)
    {
        var wire = WireJson.Wire.Options;
        options.TypeInfoResolverChain.Insert(0, WireJson.Wire);
        options.PropertyNamingPolicy = wire.PropertyNamingPolicy;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = wire.Encoder;
        foreach (var converter in wire.Converters) options.Converters.Add(converter);
    }
}
