using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bot.Api;
using Bot.Api.Contracts;
using Bot.Generation.Tools;
using Knowledge.Rules;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Bot.Mcp;

/// <summary>The look-ups and the self-check for other assistants: the same engine, the same strict reading of what is handed over, the same JSON as <c>/api</c>.</summary>
[McpServerToolType]
internal sealed class NoticeTools(RequestReader requests)
{
    private static readonly JsonSerializerOptions Json = new(WireJson.Wire.Options) { TypeInfoResolverChain = { new DefaultJsonTypeInfoResolver() } };

    private const int LongestQuery = 200;
    private const string NoticeText = "通知的 id；不写就是当前的通知";
    private const string AsOfText = "日期或带时区的时刻；不写就是现在";
    private const string ProfileText = "必填。个人情况，JSON 对象，不知道的字段不写，可以从 {} 开始：self_check 返回的 missing 是还缺的字段，nextQuestion 是下一个该问的字段和它可填的值";
    private const string QueryText = "必填。关键词，几个字即可，1 到 200 个字";

    [McpServerTool(Name = "search_clauses", ReadOnly = true), Description("按关键词找通知的条款，最多五条，返回条款号、原文和地址。通知没有写的就找不到：那时请说通知没有写，不要自己补。")]
    public CallToolResult SearchClauses([Description(QueryText)] string query = "", [Description(NoticeText)] string? notice = null) => string.IsNullOrWhiteSpace(query)
        ? Refuse("query is missing; allowed: the words to look for, 1 to 200 characters.")
        : Answer(notice, null, null, i => Write(NoticeLookup.Search(i.Notice, query.Length > LongestQuery ? query[..LongestQuery] : query)));

    [McpServerTool(Name = "deadlines", ReadOnly = true), Description("通知的时间节点（整天，北京时间），含按工作日推算的（derived），各带依据。")]
    public CallToolResult Deadlines([Description(NoticeText)] string? notice = null) => Answer(notice, null, null, i => Write(NoticeLookup.Deadlines(i.Notice)));

    [McpServerTool(Name = "levels_and_materials", ReadOnly = true), Description("按个人情况列出各项条件（含要达到的等级）和材料，各带依据。")]
    public CallToolResult LevelsAndMaterials([Description(ProfileText)] JsonElement? profile = null, [Description(NoticeText)] string? notice = null, [Description(AsOfText)] string? asOf = null) =>
        OfProfile(notice, asOf, profile, i => Write(NoticeLookup.Requirements(i.Notice, i.Facts, i.Day)));

    [McpServerTool(Name = "self_check", ReadOnly = true), Description("按个人情况初步自查能不能报；结论以审核为准。还缺的情况在 missing 里，下一个该问的在 nextQuestion 里。")]
    public CallToolResult Check([Description(ProfileText)] JsonElement? profile = null, [Description(NoticeText)] string? notice = null, [Description(AsOfText)] string? asOf = null) =>
        OfProfile(notice, asOf, profile, i => JsonSerializer.Serialize(WireFormat.From(SelfCheck.Evaluate(i.Notice, i.Facts, i.Day)), WireJson.Wire.SelfCheckResponse));

    private CallToolResult OfProfile(string? notice, string? asOf, JsonElement? profile, Func<Inquiry, string> answer) =>
        profile is null ? Refuse("profile is missing; allowed: an object of facts, {} to begin with.") : Answer(notice, asOf, profile, answer);

    private static CallToolResult Refuse(string problem) => new() { IsError = true, Content = [new TextContentBlock { Text = problem }] };

    /// <summary>What is wrong with a call is told and not logged: it may hold what somebody said of themself.</summary>
    private CallToolResult Answer(string? notice, string? asOf, JsonElement? profile, Func<Inquiry, string> answer)
    {
        var given = new Dictionary<string, object?> { ["notice"] = notice, ["asOf"] = asOf };
        if (profile is { } told) given["profile"] = told;
        var (inquiry, problem) = requests.Read(JsonSerializer.SerializeToElement(given));
        return inquiry is null ? Refuse(problem!.Detail) : new CallToolResult { Content = [new TextContentBlock { Text = answer(inquiry) }] };
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);
}
