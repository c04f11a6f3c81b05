namespace Knowledge.Loading;

public enum Severity { Warning, Error }

/// <summary>Something wrong in a pack, or something a careful clerk would ask about.</summary>
/// <param name="File">Path of the file, relative to the pack's folder.</param>
/// <param name="Line">From 1; 0 if it is about the file or folder as a whole.</param>
/// <param name="Clause">Label of the clause that it is about; null: none.</param>
/// <param name="Message">What was found, what is allowed, and the next step.</param>
public sealed record PackProblem(Severity Severity, string File, int Line, string? Clause, string Message)
{
    public override string ToString() =>
        $"{(Severity == Severity.Error ? "错误" : "提醒")} {File}{(Line > 0 ? $":{Line}" : "")}{(Clause is null ? "" : $" 〔{Clause}〕")} {Message}";
}
