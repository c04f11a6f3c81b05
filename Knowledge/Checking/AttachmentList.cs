using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Knowledge.Notices;

namespace Knowledge.Checking;

/// <summary>The list of attachments at the end of a notice: numbers and titles.</summary>
internal sealed partial class AttachmentList
{
    private AttachmentList(Clause clause, ImmutableArray<Attachment> items) => (Clause, Items) = (clause, items);

    public Clause Clause { get; }

    public ImmutableArray<Attachment> Items { get; }

    /// <summary>Null if the notice has no such list. A single attachment needs no number.</summary>
    public static AttachmentList? Of(IReadOnlyList<Clause> clauses)
    {
        var clause = clauses.FirstOrDefault(c => Begins().IsMatch(c.Text));
        if (clause is null) return null;
        var text = OnOneLine().Replace(Begins().Replace(clause.Text, "", 1), "\n");
        ImmutableArray<Attachment> items = [.. Numbered().Matches(text).Select(m => new Attachment(int.Parse(m.Groups["number"].ValueSpan), m.Groups["title"].Value.Trim(), m.Value.Trim()))];
        var only = text.Split('\n')[0].Trim();
        if (items.IsEmpty && only.Length > 0) items = [new Attachment(1, only, only)];
        return items.IsEmpty ? null : new AttachmentList(clause, items);
    }

    /// <summary>The attachment that a name means by its words; null: none.</summary>
    public Attachment? Meant(string name) => Items.FirstOrDefault(i => i.IsNamed(name));

    [GeneratedRegex(@"^附件[:：]\s*")]
    private static partial Regex Begins();

    [GeneratedRegex(@"[ \u3000;；]+(?=[0-9]{1,2}[.．、])")]
    private static partial Regex OnOneLine();

    [GeneratedRegex(@"^(?<number>[0-9]{1,3})\s*[.．、]\s*(?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Numbered();
}

/// <param name="Literal">The line as it stands in the list.</param>
internal sealed partial record Attachment(int Number, string Title, string Literal)
{
    /// <summary>The title without remarks in brackets and without spaces.</summary>
    public string Core { get; } = Noise().Replace(Title, "");

    /// <summary>A paper is called by the end of its title: one name ends with the other, or both end with the same three characters.</summary>
    public bool IsNamed(string name)
    {
        var plain = Noise().Replace(name, "");
        var common = 0;
        while (common < plain.Length && common < Core.Length && plain[^(common + 1)] == Core[^(common + 1)]) common++;
        return common > 0 && (common >= 3 || common == plain.Length || common == Core.Length);
    }

    [GeneratedRegex(@"[（(][^（）()]*[）)]|\s")]
    private static partial Regex Noise();
}
