using System.Collections.Immutable;

namespace Bot.HrConsole;

/// <summary>What somebody may do. Each includes looking at everything.</summary>
internal static class Roles
{
    public const string Viewer = "viewer";

    /// <summary>Writes, sends, answers, loads notices, switches.</summary>
    public const string Operator = "operator";

    /// <summary>Approves what others have written.</summary>
    public const string Approver = "approver";

    /// <summary>All of it, and the accounts.</summary>
    public const string Administrator = "administrator";

    /// <summary>Those that an account can be given, with what HR calls them.</summary>
    public static readonly ImmutableArray<(string Role, string Name, string May)> All =
    [
        (Viewer, "查看", "看所有页面"),
        (Operator, "经办", "写群发、答复问题、停发、载入通知"),
        (Approver, "审批", "批准别人写的群发"),
        (Administrator, "管理员", "以上全部，并管理账号"),
    ];

    /// <summary>The roles and all that they include. Unknown words give nothing.</summary>
    public static ImmutableArray<string> Expand(IEnumerable<string> roles)
    {
        var given = roles.Where(r => All.Any(a => a.Role == r)).ToHashSet(StringComparer.Ordinal);
        if (given.Contains(Administrator)) return [.. All.Select(a => a.Role)];
        return given.Count == 0 ? [] : [.. All.Select(a => a.Role).Where(r => r == Viewer || given.Contains(r))];
    }

    public static string Names(IEnumerable<string> roles)
    {
        var given = roles.ToHashSet(StringComparer.Ordinal);
        return given.Contains(Administrator) ? "管理员" : string.Join("、", All.Where(a => given.Contains(a.Role)).Select(a => a.Name));
    }
}
