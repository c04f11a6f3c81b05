using Bot.Api.Contracts;
using Bot.Operations;
using Dialogs.Flows.Ask;
using Knowledge.Rules;

namespace Bot.Api;

/// <summary>The three interfaces for programs. None of them needs Redis.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").WithTags("notices").RequireRateLimiting(RateLimits.Api);
        api.MapPost("/ask", AskAsync)
            .WithName("ask").WithSummary("Ask a question about a notice.")
            .Accepts<AskRequest>("application/json").Produces<AskResponse>().Refuses();
        api.MapPost("/self-check", SelfCheckAsync)
            .WithName("self-check").WithSummary("Check what a person has told against a notice.")
            .Accepts<SelfCheckRequest>("application/json").Produces<SelfCheckResponse>().Refuses();
        api.MapGet("/deadlines", Deadlines)
            .WithName("deadlines").WithSummary("The deadlines of a notice, the derived ones included.")
            .Produces<WireDeadline[]>().Refuses();
        app.MapOpenApi("/openapi/{documentName}.json");
    }

    private static async Task<IResult> AskAsync(HttpRequest request, RequestReader reader, Asker asker, IEnumerable<IAnswerRefiner> refiners, Unanswered unanswered, ApiMetrics metrics, CancellationToken ct)
    {
        var (inquiry, problem) = await reader.ReadAskAsync(request, ct);
        if (inquiry is null) return Refuse(problem!, metrics);
        var question = new AskQuestion(inquiry.Question!, inquiry.Notice, inquiry.Facts, inquiry.AsOf);
        var answer = asker.Ask(question);
        foreach (var refiner in refiners) answer = await refiner.RefineAsync(question, answer, ct);
        metrics.Answered(answer);
        if (inquiry.IsNow) await unanswered.KeepAsync(question, answer, ct);
        return Wire.Json(WireFormat.From(answer), WireJson.Wire.AskResponse);
    }

    private static async Task<IResult> SelfCheckAsync(HttpRequest request, RequestReader reader, ApiMetrics metrics, CancellationToken ct)
    {
        var (inquiry, problem) = await reader.ReadSelfCheckAsync(request, ct);
        if (inquiry is null) return Refuse(problem!, metrics);
        var result = SelfCheck.Evaluate(inquiry.Notice, inquiry.Facts, inquiry.Day);
        metrics.Checked(result);
        return Wire.Json(WireFormat.From(result), WireJson.Wire.SelfCheckResponse);
    }

    private static IResult Deadlines(HttpRequest request, RequestReader reader, ApiMetrics metrics)
    {
        var (inquiry, problem) = reader.ReadQuery(request.Query);
        return inquiry is null
            ? Refuse(problem!, metrics)
            : Wire.Json(WireFormat.From(inquiry.Notice, inquiry.Notice.Deadlines), WireJson.Wire.ImmutableArrayWireDeadline);
    }

    private static IResult Refuse(Problem problem, ApiMetrics metrics)
    {
        metrics.Refused(problem.Status);
        return Wire.Problem(problem);
    }

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status429TooManyRequests, "application/problem+json");
}
