using Bot.Delivery;
using Bot.State.Persons;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.Broadcasts.Audiences;

/// <summary>What is wrong with an audience, a Chinese sentence each; whatever it names must exist.</summary>
internal sealed class AudienceChecks(Deliverer deliverer, KeyLists lists, BroadcastStore store, People people)
{
    private const int MostParts = 40;

    public async Task<IReadOnlyList<string>> FindAsync(Notice notice, Audience audience, CancellationToken ct)
    {
        var parts = audience.Everything.ToArray();
        if (parts.Length > MostParts) return [$"受众条件太多（{parts.Length} 个），最多 {MostParts} 个，请合并一些。"];
        var problems = new List<string>();
        foreach (var part in parts)
        {
            var isLeftOut = parts.Any(p => p is Audience.Not { Part: var left } && ReferenceEquals(left, part));
            if ((Static(notice, part) ?? await ChannelAsync(part, isLeftOut, ct) ?? await KeptAsync(part, ct)) is { } problem) problems.Add(problem);
        }
        if (parts.Length > 1 && parts.Any(p => p is Audience.FailedIn)) problems.Add("“没送达的人”要单独作为受众，不能和别的条件组合。");
        return [.. problems.Distinct()];
    }

    /// <summary>The words by which a notice knows the people around it.</summary>
    public static IEnumerable<string> Roles(Notice notice) => notice.Deadlines.SelectMany(d => d.Audience).Distinct();

    private static string? Static(Notice notice, Audience part) => part switch
    {
        Audience.InRole { Roles.IsDefaultOrEmpty: true } or Audience.OnChannel { Channels.IsDefaultOrEmpty: true } or Audience.WithVerdict { Verdicts.IsDefaultOrEmpty: true } or Audience.WithFact { Values.IsDefaultOrEmpty: true } =>
            "有一个受众条件一项都没选：选上至少一项，或者删掉这个条件。",
        Audience.All { Parts.IsDefaultOrEmpty: true } or Audience.Any { Parts.IsDefaultOrEmpty: true } => "有一组受众条件是空的：加上条件，或者删掉这一组。",
        Audience.InRole role => role.Roles.FirstOrDefault(r => r != Audience.Untold && !Roles(notice).Contains(r)) is { } unknown
            ? $"通知里没有“{unknown}”这种身份；可以选：{string.Join("、", Roles(notice))}。" : null,
        Audience.WithFact fact => Fact(notice, fact),
        Audience.Missing { Material: { } material } => notice.Materials.Any(m => m.Id == material) ? null : $"通知里没有编号为“{material}”的材料；可以选：{string.Join("、", notice.Materials.Select(m => m.Name))}。",
        _ => null,
    };

    private static string? Fact(Notice notice, Audience.WithFact fact)
    {
        if (notice.Field(fact.Field) is not { } field) return $"通知里没有“{fact.Field}”这一项；可以选：{string.Join("、", notice.Fields.Select(f => f.Label))}。";
        var known = field.Kind switch
        {
            FieldKind.Choice => field.Options.Select(o => o.Value).ToArray(),
            FieldKind.Flag => ["true", "false"],
            _ => [],
        };
        return fact.Values.FirstOrDefault(v => v != Audience.Untold && !known.Contains(v)) is not { } value ? null
            : known.Length == 0 ? $"“{field.Label}”是日期或数字，只能按“还没说”来选。"
            : $"“{field.Label}”没有“{value}”这个选项；可以选：{string.Join("、", field.Options.Select(o => o.Text))}。";
    }

    /// <param name="isLeftOut">Whether those on it are not to get it: then it need not be connected.</param>
    private async Task<string?> ChannelAsync(Audience part, bool isLeftOut, CancellationToken ct)
    {
        if (part is not Audience.OnChannel on) return null;
        foreach (var name in on.Channels)
        {
            var channel = deliverer.Find(name);
            // One may be tried out without being registered: who writes there can be written to.
            if (channel is { IsConfigured: true } || channel is not null && (isLeftOut || await people.AnyOnAsync(name, ct))) continue;
            return $"渠道“{channel?.Name ?? name}”没有配置，发不出去；已配置的有：{string.Join("、", deliverer.Channels.Where(c => c.IsConfigured).Select(c => c.Name))}。";
        }
        return null;
    }

    private async Task<string?> KeptAsync(Audience part, CancellationToken ct) => part switch
    {
        Audience.Listed { List: "" } => "选了“名单文件”，还没有上传读得懂的名单：请选一个 CSV 文件，或者删掉这个条件。",
        Audience.Unacknowledged { Broadcast: "" } => "选了“没点收到的”，还没有选是哪一条群发：请选一条，或者删掉这个条件。",
        Audience.Listed listed when await lists.CountAsync(listed.List, ct) == 0 => "上传的名单已经不在了（名单保留 90 天），请重新上传。",
        Audience.Unacknowledged { Broadcast: var id } when await store.FindAsync(id, ct) is null => "条件里的那条群发已经不在了，请另选一条。",
        Audience.FailedIn { Broadcast: var id } when await store.FindAsync(id, ct) is null => "要重发的那条群发已经不在了。",
        _ => null,
    };
}
