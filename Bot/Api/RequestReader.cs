using System.Collections.Immutable;
using System.Text.Json;
using Bot.Api.Contracts;
using Bot.State.Time;
using Dialogs.Language;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.Api;

/// <summary>What a caller wants to know.</summary>
/// <param name="Question">Cleaned and masked; null where none is asked for.</param>
/// <param name="IsNow">True: asked as of the present, so by somebody who wants to know it now.</param>
internal sealed record Inquiry(string? Question, Notice Notice, Profile Facts, DateTimeOffset AsOf, bool IsNow)
{
    public DateOnly Day => DateOnly.FromDateTime(AsOf.DateTime);
}

/// <summary>Reads requests strictly: whatever is unknown, repeated or out of range is named, with what was found and what is allowed.</summary>
internal sealed class RequestReader(NoticeLibrary notices, NoticeClock clock)
{
    private static readonly ImmutableArray<string> AskFields = ["question", "notice", "profile", "asOf"];
    private static readonly ImmutableArray<string> CheckFields = ["notice", "profile", "asOf"];
    private static readonly ImmutableArray<string> QueryFields = ["notice", "asOf"];
    private static readonly ImmutableArray<string> Questions = [$"1 到 {AskRequest.MaxQuestion} 个字符的文字"];
    private static readonly ImmutableArray<string> Objects = ["JSON 对象"];

    public async Task<(Inquiry? Inquiry, Problem? Problem)> ReadAskAsync(HttpRequest request, CancellationToken ct)
    {
        var (document, problem) = await JsonBody.ReadAsync(request, ct);
        using (document) return document is null ? (null, problem) : Read(document.RootElement, AskFields);
    }

    public async Task<(Inquiry? Inquiry, Problem? Problem)> ReadSelfCheckAsync(HttpRequest request, CancellationToken ct)
    {
        var (document, problem) = await JsonBody.ReadAsync(request, ct);
        using (document) return document is null ? (null, problem) : Read(document.RootElement, CheckFields);
    }

    /// <summary>The same from a query string. A plus sign that nobody encoded arrives as a space and is meant all the same.</summary>
    public (Inquiry? Inquiry, Problem? Problem) ReadQuery(IQueryCollection query)
    {
        var repeated = query.Where(q => QueryFields.Contains(q.Key) && q.Value.Count > 1)
            .Select(q => new FieldProblem(q.Key, string.Join(" ", q.Value.ToArray()), [], $"参数 {q.Key} 出现了不止一次，请只留一个。")).ToList();
        if (repeated.Count > 0) return (null, Of(repeated));
        var values = query.Where(q => q.Value.ToString().Length > 0 || !QueryFields.Contains(q.Key))
            .ToDictionary(q => q.Key, q => q.Key == "asOf" ? q.Value.ToString().Replace(' ', '+') : q.Value.ToString(), StringComparer.Ordinal);
        using var document = JsonSerializer.SerializeToDocument(values, WireJson.Wire.DictionaryStringString);
        return Read(document.RootElement, QueryFields);
    }

    /// <summary>What a caller hands over that is no HTTP request: <c>question</c>, or else <c>profile</c>, or neither of them, with notice and moment.</summary>
    public (Inquiry? Inquiry, Problem? Problem) Read(JsonElement body) =>
        Read(body, body.TryGetProperty("question", out _) ? AskFields : body.TryGetProperty("profile", out _) ? CheckFields : QueryFields);

    private (Inquiry?, Problem?) Read(JsonElement body, ImmutableArray<string> known)
    {
        var problems = new List<FieldProblem>();
        var fields = new FieldReader(body, "", known, problems);
        var question = known.Contains("question") ? Question(fields) : null;
        var (asOf, isNow) = AsOf(fields);
        var notice = Notice(fields, DateOnly.FromDateTime(asOf.DateTime));
        var facts = Facts(fields, notice, known == CheckFields, problems);
        return problems.Count > 0 ? (null, Of(problems)) : (new Inquiry(question, notice!, facts, asOf, isNow), null);
    }

    private static string? Question(FieldReader fields)
    {
        if (fields.Text("question", Questions) is not { } text)
        {
            if (!fields.Has("question")) fields.Missing("question", Questions);
            return null;
        }

        var clean = CleanText.Clean(text);
        if (clean.Length > AskRequest.MaxQuestion) fields.Wrong("question", Questions, $"现在有 {clean.Length} 个字符，请只写要问的内容。");
        else if (clean.Length == 0) fields.Wrong("question", Questions, "请写下要问的问题。");
        return PersonalDataMask.Apply(clean);
    }

    private (DateTimeOffset Moment, bool IsNow) AsOf(FieldReader fields)
    {
        if (!fields.Has("asOf")) return (clock.Now, true);
        if (FieldReader.TryText(fields["asOf"]) is { } text && Moment.TryParse(text, out var moment)) return (moment, false);
        fields.Wrong("asOf", Moment.Allowed);
        return (clock.Now, false);
    }

    private Notice? Notice(FieldReader fields, DateOnly day)
    {
        if (!fields.Has("notice")) return notices.Default(day);
        if (FieldReader.TryText(fields["notice"]) is { } text && NoticeId.TryParse(text, null, out var id) && notices.Find(id) is { } notice) return notice;
        fields.Wrong("notice", [.. notices.All.Select(n => n.Id.Value)]);
        return null;
    }

    private static Profile Facts(FieldReader fields, Notice? notice, bool required, List<FieldProblem> problems)
    {
        if (!fields.Has("profile"))
        {
            if (required) fields.Missing("profile", Objects);
        }
        else if (fields["profile"].ValueKind != JsonValueKind.Object) fields.Wrong("profile", Objects);
        else if (notice is not null) return ProfileFields.Read(fields["profile"], notice, problems);
        return Profile.Empty;
    }

    private static Problem Of(List<FieldProblem> problems) => new(StatusCodes.Status400BadRequest, "请求有误", string.Join(' ', problems.Take(5).Select(p => p.Detail)))
    {
        Field = problems[0].Field,
        Found = problems[0].Found,
        Allowed = problems[0].Allowed,
        Errors = problems.Count > 1 ? [.. problems.Take(20)] : null,
    };
}
