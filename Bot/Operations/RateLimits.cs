using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Bot.Operations;

/// <summary>The limit on <c>/api/*</c>: a bucket of calls for each client address that fills up evenly.</summary>
internal static class RateLimits
{
    public const string Api = "api";

    public static void Configure(RateLimiterOptions limiter, IOptions<RateLimitOptions> options)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = static async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await ErrorResponses.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests);
        };
        limiter.AddPolicy(Api, context => Partition(context, options.Value));
    }

    private static RateLimitPartition<string> Partition(HttpContext context, RateLimitOptions options) =>
        !options.LimitLoopback && ClientAddress.IsLocal(context)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(ClientAddress.Client(context), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.PerMinute,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1) / options.PerMinute,
                QueueLimit = 0,
            });
}
