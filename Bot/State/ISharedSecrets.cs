namespace Bot.State;

/// <summary>Keys that all replicas share: made once, kept in Redis, remembered by each process.</summary>
internal interface ISharedSecrets
{
    /// <summary>32 random bytes, the same for everybody who asks for that name. Reads Redis the first time only.</summary>
    /// <exception cref="StateUnavailableException">Redis is away and the secret was not asked for before.</exception>
    ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken ct);
}
