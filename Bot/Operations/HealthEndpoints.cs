using Bot.Api;
using Bot.Api.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bot.Operations;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: all it needs is there; else 503 and one sentence for each thing that is not.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", Alive).ExcludeFromDescription();
        routes.MapGet("/readyz", ReadyAsync).ExcludeFromDescription();
    }

    private static ContentHttpResult Alive() => TypedResults.Text("ok");

    private static async Task<IResult> ReadyAsync(HealthCheckService checks, CancellationToken cancellation)
    {
        var report = await checks.CheckHealthAsync(cancellation);
        var ready = report.Status != HealthStatus.Unhealthy;
        return Wire.Json(new Readiness(ready, [.. report.Entries.Select(Line)]), WireJson.Wire.Readiness, ready ? 200 : 503);
    }

    private static ReadinessCheck Line(KeyValuePair<string, HealthReportEntry> check) =>
        new(check.Key, check.Value.Status == HealthStatus.Healthy, check.Value.Description);
}
