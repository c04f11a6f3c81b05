using System.ComponentModel.DataAnnotations;

namespace Bot.Operations;

/// <summary>Section <c>RateLimits</c>: how often one client address may call <c>/api/*</c>.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Calls a minute, also the most at once. Default 120.</summary>
    [Range(1, 1_000_000, ErrorMessage = "a whole number from 1 to 1000000")]
    public int PerMinute { get; set; } = 120;

    /// <summary>Whether callers on this machine are limited too. Default false.</summary>
    public bool LimitLoopback { get; set; }
}
