namespace Knowledge.Loading;

/// <summary>One file of a pack while it is read: where problems in it are put.</summary>
public sealed class PackSource(string file, List<PackProblem> problems)
{
    /// <summary>Path relative to the pack's folder.</summary>
    public string File { get; } = file;

    public void Error(int line, string message, string? clause = null) =>
        problems.Add(new PackProblem(Severity.Error, File, line, clause, message));

    public void Warn(int line, string message, string? clause = null) =>
        problems.Add(new PackProblem(Severity.Warning, File, line, clause, message));
}
