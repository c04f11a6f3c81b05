using System.Collections.Immutable;
using System.Text.Json;
using TestKit.DirectLine;

namespace EndToEnd.Tests;

/// <summary>A self-check from the first word to the outcome, as one person types it, and how to read what came of it.</summary>
internal static class Talk
{
    public static readonly ImmutableArray<string> Eligible =
    [
        "我想自查一下能不能报", "全日制大专", "在若羌县，事业单位", "是专业技术岗位", "2023年8月1日上班", "报农艺", "考核合格", "普通话二级乙等",
    ];

    public static string? Verdict(this ImmutableArray<JsonElement> activities) => activities.SelfCheck()?.GetProperty("verdict").GetString();

    /// <summary>The ids under which a client sent the messages that these activities echo.</summary>
    public static IEnumerable<string> SentIds(this IEnumerable<JsonElement> activities) =>
        activities.Where(a => a.TryGetProperty("channelData", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("clientActivityID", out _))
            .Select(a => a.GetProperty("channelData").GetProperty("clientActivityID").GetString()!);
}
