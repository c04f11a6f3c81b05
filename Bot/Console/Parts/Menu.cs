using System.Collections.Immutable;

namespace Bot.HrConsole.Parts;

/// <param name="Path">Below <c>/console/</c>.</param>
/// <param name="Role">Who sees it.</param>
public sealed record MenuEntry(string Path, string Name, string Icon, string Role);

/// <summary>The pages, in the order in which an office uses them.</summary>
public static class Menu
{
    public static readonly ImmutableArray<ImmutableArray<MenuEntry>> Groups =
    [
        [
            new("", "总览", "overview", Roles.Viewer),
            new("broadcasts", "群发", "broadcasts", Roles.Viewer),
            new("calendar", "提醒日历", "calendar", Roles.Viewer),
            new("questions", "未答问题", "questions", Roles.Viewer),
            new("people", "人员", "people", Roles.Viewer),
            new("survey", "摸底", "survey", Roles.Viewer),
            new("notices", "通知", "notices", Roles.Viewer),
        ],
        [
            new("banner", "横幅", "banner", Roles.Viewer),
            new("switches", "开关", "switches", Roles.Viewer),
            new("audit", "审计", "audit", Roles.Viewer),
            new("accounts", "账号", "accounts", Roles.Viewer),
        ],
    ];
}
