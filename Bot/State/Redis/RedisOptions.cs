using System.ComponentModel.DataAnnotations;

namespace Bot.State.Redis;

/// <summary>Section <c>Redis</c>.</summary>
internal sealed class RedisOptions
{
    /// <summary>A StackExchange.Redis connection string; empty (default): the embedded Garnet.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>How long a call may take before it counts as "Redis is away". Default 2 s, 100 ms to 30 s.</summary>
    [Range(100, 30_000, ErrorMessage = "milliseconds, a whole number from 100 to 30000")]
    public int TimeoutMilliseconds { get; set; } = 2_000;

    /// <summary>How long the embedded store's log may grow before it is compacted, in megabytes, rounded down to a power of two. Default 128, 8 to 4096.</summary>
    [Range(8, 4096, ErrorMessage = "megabytes, a whole number from 8 to 4096")]
    public int CompactAboveMegabytes { get; set; } = 128;
}

/// <summary>Section <c>Data</c>.</summary>
internal sealed class DataOptions
{
    /// <summary>Where the embedded store keeps its files, and a broadcast under way its notes. Default <c>data</c>, relative to the working directory.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "a folder that this user may write")]
    public string Directory { get; set; } = "data";
}

/// <summary>Section <c>Conversations</c>.</summary>
internal sealed class ConversationOptions
{
    /// <summary>A conversation is forgotten so many days after its last message. Default 180, 1 to 3650.</summary>
    [Range(1, 3650, ErrorMessage = "days, a whole number from 1 to 3650")]
    public int DaysKept { get; set; } = 180;
}
