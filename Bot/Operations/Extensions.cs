using System.Diagnostics.Metrics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bot.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Bot.Operations;

/// <summary>What an operator needs of any service: logs, health, metrics, limits, and errors that can be read.</summary>
internal static class Extensions
{
    private const string MetricsPath = "/metrics";

    // Of one instrument; the most there are is one for each topic of the notices.
    private const int MostSeries = 500;

    private static readonly double[] TurnSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<ProxyOptions>(ProxyOptions.Section);
        services.AddSettings<RateLimitOptions>(RateLimitOptions.Section);
        services.AddSettings<MetricsOptions>(MetricsOptions.Section);
        services.AddSettings<LogOptions>(LogOptions.Section);

        services.AddLogging(logging => AddConsole(logging, configuration.Read<LogOptions>(LogOptions.Section)));
        services.AddHealthChecks();
        services.AddHostedService<RedisGauge>();
        services.AddHostedService<MemoryTrim>();
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("notice-assistant"))
            .WithMetrics(metrics => metrics
                .AddMeter("Bot.*", "System.Runtime")
                .AddView(View)
                .AddPrometheusExporter());
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((headers, proxy) => Believe(headers, proxy.Value));
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>(RateLimits.Configure);
        return services;
    }

    /// <summary>Goes before all endpoints.</summary>
    public static void UseOperations(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseErrorResponses();
        app.UseWhen(IsForeignScrape, foreign => foreign.Run(context => ErrorResponses.WriteAsync(context, StatusCodes.Status404NotFound)));
        app.UseRouting();
        app.UseRateLimiter();
    }

    public static void MapOperations(this WebApplication app)
    {
        app.MapHealth();
        app.MapPrometheusScrapingEndpoint(MetricsPath).ExcludeFromDescription();
    }

    // Room for every series is taken at the start: 2,000 of each instrument by default, which are some megabytes.
    private static MetricStreamConfiguration View(Instrument instrument) => instrument.Name == "bot.turn.duration"
        ? new ExplicitBucketHistogramConfiguration { Boundaries = TurnSeconds, CardinalityLimit = MostSeries }
        : new MetricStreamConfiguration { CardinalityLimit = MostSeries };

    // To the world outside it does not exist.
    private static bool IsForeignScrape(HttpContext context) =>
        context.Request.Path.StartsWithSegments(MetricsPath, StringComparison.OrdinalIgnoreCase)
        && !ClientAddress.IsLocal(context)
        && !context.RequestServices.GetRequiredService<IOptions<MetricsOptions>>().Value.AllowRemote;

    private static void AddConsole(ILoggingBuilder logging, LogOptions options)
    {
        // It logs a failed start with its stack trace; the launcher says the same in a line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // Whoever asks for readiness is told; a line for each time nobody is ready yet helps no one.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // It logs whatever an exception says; ErrorResponses logs what failed and where.
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        // It has nothing to say here above Information, and while it may speak every request gets an activity and a scope that nobody reads.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("Garnet.ArgParser", LogLevel.Error);
        if (options.Format == LogFormat.Json)
            logging.AddJsonConsole(json => (json.TimestampFormat, json.UseUtcTimestamp, json.JsonWriterOptions) =
                ("yyyy-MM-ddTHH:mm:ss.fffZ", true, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        else
            logging.AddSimpleConsole(plain => (plain.SingleLine, plain.TimestampFormat, plain.UseUtcTimestamp) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ ", true));
    }

    private static void Believe(ForwardedHeadersOptions headers, ProxyOptions proxy)
    {
        headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        headers.ForwardLimit = proxy.Hops;
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var network in proxy.Known) headers.KnownIPNetworks.Add(ProxyOptions.Network(network)!.Value);
    }
}
