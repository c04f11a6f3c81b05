using System.Text.Json;
using Bot.Api;
using Bot.Api.Contracts;
using Bot.Generation.Model;
using Knowledge.Notices;
using Microsoft.SemanticKernel;

namespace Bot.Generation.Tools;

/// <summary>The look-ups as functions of Semantic Kernel, for one notice at one moment.</summary>
internal static class NoticePlugin
{
    public static KernelPlugin Of(Notice notice, DateTimeOffset now) => KernelPluginFactory.CreateFromFunctions("notice",
    [
        KernelFunctionFactory.CreateFromMethod((string query) => Json(NoticeLookup.Search(notice, query)), "search_clauses", "按关键词找通知的条款，返回条款号和原文"),
        KernelFunctionFactory.CreateFromMethod(() => Json(NoticeLookup.Deadlines(notice)), "deadlines", "通知的时间节点，含推算的"),
        KernelFunctionFactory.CreateFromMethod((string profile) => Requirements(notice, profile, now), "levels_and_materials", "按个人情况（JSON 对象，字段同 fields）列出各项条件、要达到的等级和材料"),
    ]);

    private static string Requirements(Notice notice, string profile, DateTimeOffset now)
    {
        var problems = new List<FieldProblem>();
        if (ModelJson.Object(profile) is not { ValueKind: JsonValueKind.Object } facts) return "profile 应是 JSON 对象";
        var known = ProfileFields.Read(facts, notice, problems);
        return problems.Count > 0 ? string.Join(' ', problems.Select(p => p.Detail)) : Json(NoticeLookup.Requirements(notice, known, DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).DateTime)));
    }

    private static string Json(object value) => JsonSerializer.Serialize(value, ModelJson.Options);
}
