using System.Threading.RateLimiting;
using Bot.Operations;
using Microsoft.AspNetCore.RateLimiting;

namespace Bot.HrConsole.SignIn;

/// <summary>How often one client address may come to the sign-in pages: enough for an office behind one address, too little to try passwords on many names.</summary>
internal static class SignInLimit
{
    public const string Policy = "console-sign-in";
    private const int PerMinute = 60;

    public static void Configure(RateLimiterOptions limiter) => limiter.AddPolicy(Policy, static context => RateLimitPartition.GetTokenBucketLimiter(
        ClientAddress.Client(context),
        static _ => new TokenBucketRateLimiterOptions { TokenLimit = PerMinute, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromMinutes(1) / PerMinute, QueueLimit = 0 }));
}
