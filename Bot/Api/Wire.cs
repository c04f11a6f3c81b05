using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bot.Api.Contracts;

namespace Bot.Api;

/// <summary>Writes protocol objects. Everything that answers JSON to others goes through here, so that it all looks alike.</summary>
internal static class Wire
{
    private const string ProblemType = "application/problem+json";

    public static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(value, type, statusCode: status);

    public static IResult Problem(Problem problem) =>
        TypedResults.Json(problem, WireJson.Wire.Problem, ProblemType, problem.Status);

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(problem, WireJson.Wire.Problem, ProblemType, context.RequestAborted);
    }

    /// <summary>For a response that has begun or has another shape: the object alone.</summary>
    public static JsonElement Element<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToElement(value, type);
}
