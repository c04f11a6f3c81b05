namespace Knowledge.Notices;

/// <summary>Where a statement comes from. <paramref name="Quote"/> is a literal span of the clause's text; the loader has checked it.</summary>
public sealed record Citation(ClauseRef Clause, string Quote);
