using System.Buffers;
using System.Text.RegularExpressions;
using Knowledge.Notices;

namespace Knowledge.Checking;

/// <summary>A paper that the body names together with an attachment's number.</summary>
/// <param name="Quote">Name and bracket, literally.</param>
internal sealed record AttachmentMention(Clause Clause, string Name, int Number, string Quote);

/// <summary>Finds such mentions: a name followed by a bracket that begins with the number.</summary>
internal static partial class AttachmentMentions
{
    private static readonly SearchValues<char> Delimiters = SearchValues.Create("，。；：、（）()“”\n");

    public static IEnumerable<AttachmentMention> In(Clause clause)
    {
        foreach (Match match in Bracket().Matches(clause.Text))
        {
            var name = NameBefore(clause.Text[..match.Index]);
            if (name.Length > 0) yield return new AttachmentMention(clause, name.Trim('《', '》'), int.Parse(match.Groups["number"].ValueSpan), name + match.Value);
        }
    }

    private static string NameBefore(string text)
    {
        if (text.EndsWith('》') && text.LastIndexOf('《') is >= 0 and var open) return text[open..];
        var segment = text[(text.AsSpan().LastIndexOfAny(Delimiters) + 1)..];
        var verb = Verbs().Matches(segment).LastOrDefault();
        return verb is null || verb.Index + verb.Length == segment.Length ? segment.Trim() : segment[(verb.Index + verb.Length)..].Trim();
    }

    [GeneratedRegex(@"[（(]附件\s*(?<number>[0-9]{1,3})(?![0-9])[^（）()]*[）)]")]
    private static partial Regex Bracket();

    [GeneratedRegex("上传|提交|报送|提供|填写|出具|递交|附上|将|及|和|与")]
    private static partial Regex Verbs();
}
