using Knowledge.Notices;

namespace Knowledge.Checking;

/// <summary>The clauses of a notice with the lines of its text, so that a question can say where it arises.</summary>
internal sealed class NoticeText(IReadOnlyList<Clause> clauses, string markdown)
{
    private readonly string[] _lines = markdown.Split('\n');

    public IReadOnlyList<Clause> Clauses { get; } = clauses;

    /// <summary>The line of a quote, from 1; that of its clause if the quote spans several.</summary>
    public int LineOf(Clause clause, string quote)
    {
        var at = Array.FindIndex(_lines, clause.Line - 1, l => l.Contains(quote, StringComparison.Ordinal));
        return at < 0 ? clause.Line : at + 1;
    }

    public Clause? Find(ClauseRef label) => Clauses.FirstOrDefault(c => c.Label == label);
}
