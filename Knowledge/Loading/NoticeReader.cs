using Knowledge.Checking;
using Knowledge.Deadlines;
using Knowledge.Loading.Yaml;
using Knowledge.Notices;
using Knowledge.Rules.Tables;
using Knowledge.Wording;

namespace Knowledge.Loading;

/// <summary>Puts a notice together from its files, in the order in which they refer to each other.</summary>
internal static class NoticeReader
{
    public static Notice? Read(PackContext pack, MapReader map, WorkingCalendar calendar)
    {
        var id = ReadId(pack, map);
        var issued = map.OptionalDate("issued");
        if (!map.Has("issued")) map.Text("issued");
        pack.Deadlines = DeadlineReader.Read(pack, calendar, issued ?? DateOnly.MinValue);
        pack.Shapes = FieldReader.ReadShapes(pack, map.Texts("fields"));
        pack.Fields = FieldReader.Read(pack, map);
        pack.Criteria = CriterionReader.Read(pack, map);
        var templates = PaperTemplateReader.Read(pack);
        var mainDeadline = ReadMainDeadline(pack, map);
        var materials = MaterialReader.Read(pack, map, templates);
        var topics = TopicReader.Read(pack, mainDeadline);
        var notice = new Notice
        {
            Id = id,
            Title = map.Text("title"),
            ShortName = map.Text("short_name"),
            Issuer = map.Text("issuer"),
            Issued = issued ?? DateOnly.MinValue,
            Version = pack.Files.Version,
            Changes = map.OptionalText("changes") ?? "",
            Markdown = pack.Files.Texts["notice.md"],
            Contact = ReadContact(pack, map),
            Clauses = pack.Clauses,
            Deadlines = pack.Deadlines,
            MainDeadline = mainDeadline,
            Fields = pack.Fields,
            Criteria = pack.Criteria,
            Materials = materials,
            Contradictions = [.. ClerkQuestions.Contradictions(new NoticeText(pack.Clauses, pack.Files.Texts["notice.md"]), AttachmentAdvice(pack, map).Render), .. ContradictionReader.Read(pack)],
            Templates = templates,
            Papers = PaperReader.Read(pack, templates, topics),
            Topics = topics,
            Reminders = ReminderReader.Read(pack, materials, topics),
            Calendar = calendar,
            DependsNote = pack.Template(map.Source, map.LineOf("depends_note"), map.Text("depends_note"), "depends"),
        };
        map.Done();
        if (pack.Problems.TrueForAll(p => p.Severity != Severity.Error)) PlanChecks.Check(notice, pack);
        return notice;
    }

    private static TextTemplate AttachmentAdvice(PackContext pack, MapReader map) =>
        pack.Template(map.Source, map.LineOf("attachment_advice"), map.OptionalText("attachment_advice") ?? "", "paper", "cited", "listed", "actual");

    private static NoticeId ReadId(PackContext pack, MapReader map)
    {
        var text = map.Text("id");
        var folder = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(pack.Files.Folder)));
        if (text.Length > 0 && text != folder) map.Source.Error(map.LineOf("id"), $"id 是 '{text}'，文件夹却叫 '{folder}'；请改成一致。");
        if (NoticeId.TryParse(text, null, out var id)) return id;
        if (text.Length > 0) map.Source.Error(map.LineOf("id"), $"id 是 '{text}'；只能用小写字母、数字和连字符，最多 64 个。");
        return NoticeId.Parse("unnamed");
    }

    private static Contact ReadContact(PackContext pack, MapReader map)
    {
        var contact = map.Map("contact", "联系方式");
        if (contact is null)
        {
            if (!map.Has("contact")) map.Text("contact");
            return new Contact("", "", new Citation(new ClauseRef(""), ""));
        }
        var (office, phone, cite) = (contact.Text("office"), contact.Text("phone"), pack.Citations.Read(contact));
        contact.Done();
        return new Contact(office, phone, cite.FirstOrDefault() ?? new Citation(new ClauseRef(""), ""));
    }

    private static string ReadMainDeadline(PackContext pack, MapReader map)
    {
        var id = map.Text("main_deadline");
        if (id.Length > 0 && pack.Deadlines.All(d => d.Id != id))
            map.Source.Error(map.LineOf("main_deadline"), $"main_deadline 是 '{id}'；应是时间节点的 id：{string.Join("、", pack.Deadlines.Select(d => d.Id))}。");
        return id;
    }
}
