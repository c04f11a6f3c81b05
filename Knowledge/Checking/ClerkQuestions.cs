using System.Collections.Immutable;
using Knowledge.Loading;
using Knowledge.Notices;

namespace Knowledge.Checking;

/// <summary>All that a program can ask about a notice that has no error: as warnings, and as contradictions that answers can name.</summary>
internal static class ClerkQuestions
{
    public static IEnumerable<PackProblem> Of(Notice notice, NoticeText text) =>
        AttachmentQuestions.Of(text)
            .Concat(PeriodQuestions.Of(text))
            .Concat(WindowQuestions.Of(text, notice.Deadlines, notice.Calendar, notice.Issued))
            .Concat(RoleQuestions.Of(text, notice.Fields))
            .Concat(BracketQuestions.Of(text))
            .Select(q => new PackProblem(Severity.Warning, "notice.md", q.Line, q.Clause.Label.Label, q.Text));

    /// <summary>The papers whose attachment number disagrees with the list.</summary>
    /// <param name="advice">Over <c>paper</c>, <c>cited</c>, <c>listed</c> (empty: no such number) and <c>actual</c> (nil: no attachment is it).</param>
    public static ImmutableArray<Contradiction> Contradictions(NoticeText text, Func<IReadOnlyDictionary<string, object>, string> advice)
    {
        if (AttachmentList.Of(text.Clauses) is not { } list) return [];
        return [.. AttachmentQuestions.Mismatches(text).Select((m, i) => new Contradiction(
            $"attachment-{m.Mention.Clause.Anchor}-{i + 1}",
            new Citation(m.Mention.Clause.Label, m.Mention.Quote),
            new Citation(list.Clause.Label, (m.Meant ?? m.Listed)?.Literal ?? list.Items[0].Literal),
            advice(Values(m))))];
    }

    private static Dictionary<string, object> Values(AttachmentMismatch mismatch)
    {
        var values = new Dictionary<string, object>
        {
            ["paper"] = mismatch.Mention.Name,
            ["cited"] = (decimal)mismatch.Mention.Number,
            ["listed"] = mismatch.Listed?.Title ?? "",
        };
        if (mismatch.Meant is { } meant) values["actual"] = (decimal)meant.Number;
        return values;
    }
}
