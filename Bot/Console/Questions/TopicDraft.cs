using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Knowledge.Notices;

namespace Bot.HrConsole.Questions;

/// <summary>A sentence of a clause, by which an answer is proved.</summary>
internal sealed record DraftCitation(string Clause, string Quote);

/// <summary>A new topic for a pack, being written.</summary>
/// <param name="Id">Also the name of its files.</param>
/// <param name="Forms">How people ask, one each.</param>
internal sealed record TopicDraft(string Id, string Title, IReadOnlyList<string> Forms, string Answer, IReadOnlyList<DraftCitation> Citations)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>What the loader would refuse, a sentence each; empty: nothing.</summary>
    public IEnumerable<string> Problems(Notice notice)
    {
        if (Id.Length is 0 or > 60 || Id.Any(c => c is not (>= 'a' and <= 'z' or >= '0' and <= '9' or '-'))) yield return "编号只能用小写字母、数字和连字符，比如 fee-who-pays。";
        else if (notice.Topics.Find(Id) is not null) yield return $"已经有编号为 {Id} 的话题了，换一个编号。";
        if (string.IsNullOrWhiteSpace(Title)) yield return "请写标题，一句话的问法最好。";
        if (Forms.Count < 3) yield return $"问法有 {Forms.Count} 种，太少了：至少 3 种，每行一种，越像大家说的话越好。";
        if (string.IsNullOrWhiteSpace(Answer)) yield return "请写回答。";
        if (Citations.Count == 0) yield return "请至少选一条依据：通知里没有写的事，不能当成通知的答案。";
        foreach (var citation in Citations)
            if (Problem(notice, citation) is { } problem) yield return problem;
    }

    public static string? Problem(Notice notice, DraftCitation citation) =>
        notice.Find(new(citation.Clause)) is not { } clause ? $"没有条款“{citation.Clause}”。"
        : citation.Quote.Length == 0 ? $"请从条款 {citation.Clause} 里照抄一句原文。"
        : clause.Text.Contains(citation.Quote, StringComparison.Ordinal) || clause.Heading.Contains(citation.Quote, StringComparison.Ordinal) ? null
        : $"“{citation.Quote}”不是条款 {citation.Clause} 的原文，请照抄，标点和空格也要一样。";

    /// <summary>For the pack's folder <c>topics</c>. JSON strings, which YAML reads as they are.</summary>
    public string Yaml()
    {
        var yaml = new StringBuilder($"- id: {Id}\n  title: {Quoted(Title)}\n  text: {Quoted(Answer)}\n  cite:\n");
        foreach (var clause in Citations.GroupBy(c => c.Clause))
            yaml.Append("    ").Append(Quoted(clause.Key)).Append(": [").AppendJoin(", ", clause.Select(c => Quoted(c.Quote))).Append("]\n");
        return yaml.ToString();
    }

    /// <summary>For the pack's folder <c>questions</c>.</summary>
    public string Questions() => string.Concat(Forms.Select(f => f + "\n"));

    /// <summary>Both files in their folders.</summary>
    public byte[] Zip()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, text) in new[] { ($"topics/{Id}.yaml", Yaml()), ($"questions/{Id}.txt", Questions()) })
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        return file.ToArray();
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text.ReplaceLineEndings("\n"), Plain);
}
