using System.Collections.Immutable;

namespace Bot.Api.Contracts;

/// <param name="Ready">True: people and clients are served.</param>
public sealed record Readiness(bool Ready, ImmutableArray<ReadinessCheck> Checks);

/// <param name="Problem">One sentence that says what is wrong, or a remark; absent if there is nothing to say.</param>
public sealed record ReadinessCheck(string Name, bool Ok, string? Problem);
