using System.Collections.Immutable;

namespace Bot.Api.Contracts;

/// <param name="Ready">True: people and clients are served.</param>
public sealed record Readiness(bool Ready, ImmutableArray<ReadinessCheck> Checks);

/// <param name="Detail">One sentence that says what is wrong or what is there.</param>
public sealed record ReadinessCheck(string Name, bool Ok, string? Detail);
