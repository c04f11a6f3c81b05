using Bot.Broadcasts.Audiences;
using Bot.Delivery;
using Knowledge.Notices;

namespace Bot.HrConsole.Broadcasts;

/// <summary>An audience in a sentence, for whoever approves it or looks at it later.</summary>
internal static class AudienceWords
{
    public static string Of(Audience audience, Notice notice, Deliverer deliverer) => AudienceForm.Write(audience) switch
    {
        null => "上一次没有送达的人",
        ({ Count: 0 }, _) => "每一个用过助手的人",
        var (rows, any) => string.Join(any ? "，或者" : "，并且", rows.Select(r => Of(r, notice, deliverer))),
    };

    private static string Of(AudienceRow row, Notice notice, Deliverer deliverer)
    {
        var one = row.Values.FirstOrDefault() ?? "";
        var (yes, no) = row.Kind switch
        {
            AudienceKind.Missing when one == AudienceForm.AnyPaper => ("还有材料没打勾", "材料都打了勾"),
            AudienceKind.Missing => ($"还缺{Paper(one, notice)}", $"不缺{Paper(one, notice)}"),
            AudienceKind.Listed => ("在名单文件里", "不在名单文件里"),
            AudienceKind.Unacknowledged => ("没点那条群发的“收到”", "点了那条群发的“收到”"),
            _ => ($"{Name(row, notice)}是{Ticked(row, notice, deliverer)}", $"{Name(row, notice)}不是{Ticked(row, notice, deliverer)}"),
        };
        return row.Except ? no : yes;
    }

    private static string Paper(string id, Notice notice) => notice.Materials.FirstOrDefault(m => m.Id == id)?.Name ?? id;

    private static string Name(AudienceRow row, Notice notice) =>
        row.Kind == AudienceKind.Fact ? notice.Field(row.Field)?.Label ?? row.Field : AudienceForm.Kinds.First(k => k.Kind == row.Kind).Name;

    private static string Ticked(AudienceRow row, Notice notice, Deliverer deliverer)
    {
        var words = AudienceForm.Options(row, notice, deliverer).ToDictionary(o => o.Value, o => o.Text);
        return string.Join("或", row.Values.Select(v => $"“{words.GetValueOrDefault(v, v)}”"));
    }
}
