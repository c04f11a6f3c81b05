using System.Threading.RateLimiting;
using Bot.Operations;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Bot.Channels.WebChat;

/// <summary>How often one client address may fetch a token: a bucket that fills up evenly.</summary>
internal static class TokenLimit
{
    public const string Policy = "webchat-token";

    public static void Configure(RateLimiterOptions limiter, IOptions<WebChatOptions> options) =>
        limiter.AddPolicy(Policy, context => Partition(context, options.Value));

    private static RateLimitPartition<string> Partition(HttpContext context, WebChatOptions options) =>
        !options.LimitLoopback && ClientAddress.IsLocal(context)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(ClientAddress.Client(context), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.TokensPerMinute,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1) / options.TokensPerMinute,
                QueueLimit = 0,
            });
}
