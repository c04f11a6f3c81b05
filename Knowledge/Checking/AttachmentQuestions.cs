using System.Collections.Immutable;
using Knowledge.Notices;

namespace Knowledge.Checking;

/// <summary>A paper whose number in the body is not that of the list.</summary>
/// <param name="Listed">What the list has under that number; null: nothing.</param>
/// <param name="Meant">The attachment that the name means; null: the list has none.</param>
internal sealed record AttachmentMismatch(AttachmentMention Mention, Attachment? Listed, Attachment? Meant);

/// <summary>Holds the attachment numbers of the body against the list, and the list against the body.</summary>
internal static class AttachmentQuestions
{
    public static ImmutableArray<AttachmentMismatch> Mismatches(NoticeText text)
    {
        if (AttachmentList.Of(text.Clauses) is not { } list) return [];
        return [.. Body(text, list).SelectMany(AttachmentMentions.In)
            .Select(m => new AttachmentMismatch(m, list.Items.FirstOrDefault(i => i.Number == m.Number), list.Meant(m.Name)))
            .Where(m => m.Listed is null || !m.Listed.IsNamed(m.Mention.Name))];
    }

    public static IEnumerable<Question> Of(NoticeText text) => Mismatches(text).Select(m => Ask(text, m)).Concat(Unmentioned(text));

    private static Question Ask(NoticeText text, AttachmentMismatch mismatch)
    {
        var (mention, listed, meant) = mismatch;
        var there = listed is null ? $"附件清单里没有附件{mention.Number}" : $"附件清单里附件{mention.Number}是“{listed.Title}”";
        var where = meant is null ? "清单里没有它的模板" : $"清单里它是附件{meant.Number}";
        return new Question(mention.Clause, text.LineOf(mention.Clause, mention.Quote), $"正文写“{mention.Name}”是附件{mention.Number}，{there}，{where}：以哪个为准？");
    }

    private static IEnumerable<Question> Unmentioned(NoticeText text)
    {
        if (AttachmentList.Of(text.Clauses) is not { } list) return [];
        var body = string.Concat(Body(text, list).Select(c => c.Text));
        return list.Items.Where(i => !body.Contains(i.Core[^Math.Min(4, i.Core.Length)..], StringComparison.Ordinal))
            .Select(i => new Question(list.Clause, text.LineOf(list.Clause, i.Literal), $"清单里有附件{i.Number}“{i.Title}”，正文没有提到它：谁交、交到哪里？"));
    }

    private static IEnumerable<Clause> Body(NoticeText text, AttachmentList list) => text.Clauses.TakeWhile(c => c != list.Clause);
}
