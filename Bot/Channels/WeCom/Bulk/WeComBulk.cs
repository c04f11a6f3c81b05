using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Channels.Tencent.Api;

namespace Bot.Channels.WeCom.Bulk;

/// <summary>Whom a message to many goes to.</summary>
internal sealed record WeComAudience(IReadOnlyList<string> Users, IReadOnlyList<string> Parties, IReadOnlyList<string> Tags)
{
    public const int MostUsers = 1000, MostGroups = 100;

    /// <summary>In calls that the platform takes: never more than it allows of each kind.</summary>
    public IEnumerable<JsonObject> Parts()
    {
        foreach (var users in Users.Distinct(StringComparer.OrdinalIgnoreCase).Chunk(MostUsers)) yield return new() { ["touser"] = string.Join('|', users) };
        foreach (var parties in Parties.Distinct().Chunk(MostGroups)) yield return new() { ["toparty"] = string.Join('|', parties) };
        foreach (var tags in Tags.Distinct().Chunk(MostGroups)) yield return new() { ["totag"] = string.Join('|', tags) };
    }
}

/// <summary>One line of the ledger.</summary>
/// <param name="Part">The place of the call among all.</param>
/// <param name="State"><c>sending</c>, <c>sent</c>, <c>refused</c> or <c>uncertain</c>.</param>
/// <param name="Unreached">The people, departments and tags that the platform did not reach, and why.</param>
internal sealed record BulkLine(int Part, string State, DateTimeOffset At, string Reason, IReadOnlyList<string> Unreached);

/// <summary>
/// Sends one text to users, departments and tags. Every call is noted in a file before it is made and after: the same message begun again goes on where it stopped. Within four
/// hours the platform itself drops what somebody got already, so a call that was cut off is made again; later it stays uncertain.
/// </summary>
internal sealed class WeComBulk(WeComApp app, PlatformApi api, TimeProvider time, string ledger)
{
    private static readonly TimeSpan Checked = TimeSpan.FromHours(4);

    /// <returns>The last line of every part.</returns>
    public async Task<IReadOnlyList<BulkLine>> SendAsync(WeComAudience audience, string text, CancellationToken ct)
    {
        var known = await ReadAsync(ct);
        var lines = new List<BulkLine>();
        foreach (var (part, receivers) in audience.Parts().Index())
        {
            var before = known.GetValueOrDefault(part);
            var line = before switch
            {
                { State: "sent" or "refused" } => before,
                { State: "sending" or "uncertain" } when time.GetUtcNow() - before.At > Checked => before with { State = "uncertain", Reason = "发送时中断，已超过去重时限，不再自动重发" },
                _ => await SendPartAsync(part, receivers, text, before?.At, ct),
            };
            lines.Add(line);
        }
        return lines;
    }

    private async Task<BulkLine> SendPartAsync(int part, JsonObject receivers, string text, DateTimeOffset? begun, CancellationToken ct)
    {
        var at = begun ?? time.GetUtcNow();
        await NoteAsync(new(part, "sending", at, "", []), ct);
        (receivers["agentid"], receivers["msgtype"], receivers["text"]) = (app.Settings.AgentId, "text", new JsonObject { ["content"] = text });
        (receivers["enable_duplicate_check"], receivers["duplicate_check_interval"]) = (1, (int)Checked.TotalSeconds);
        var call = new ApiCall("cgi-bin/message/send", receivers);
        var result = await api.CallAsync(app.Api, call, ct);
        if (result.Kind == ApiKind.Uncertain) result = await api.CallAsync(app.Api, call, ct);
        var line = Of(part, at, result);
        await NoteAsync(line, CancellationToken.None);
        return line;
    }

    private static BulkLine Of(int part, DateTimeOffset at, ApiResult result) => result.Kind switch
    {
        ApiKind.Ok => new(part, "sent", at, "", [.. WeComSender.Unreached(result.Body!).Select(u => $"user:{u}"), .. Groups(result.Body!, "invalidparty", "party"), .. Groups(result.Body!, "invalidtag", "tag")]),
        ApiKind.PersonGone or ApiKind.Content or ApiKind.NoRight => new(part, "refused", at, result.Sentence, []),
        ApiKind.Uncertain => new(part, "uncertain", at, result.Sentence, []),
        // Nothing was sent: the next run tries again.
        _ => new(part, "waiting", at, result.Sentence, []),
    };

    private static IEnumerable<string> Groups(JsonObject body, string field, string name) =>
        (body[field]?.ToString() ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries).Select(id => $"{name}:{id}");

    private async Task<Dictionary<int, BulkLine>> ReadAsync(CancellationToken ct)
    {
        var lines = new Dictionary<int, BulkLine>();
        if (!File.Exists(ledger)) return lines;
        foreach (var line in await File.ReadAllLinesAsync(ledger, ct))
            if (Parse(line) is { } read) lines[read.Part] = read;
        return lines;
    }

    // A kill may leave half a line, of what was then not begun.
    private static BulkLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<BulkLine>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task NoteAsync(BulkLine line, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ledger)!);
        await using var file = new FileStream(ledger, FileMode.Append, FileAccess.Write, FileShare.Read);
        await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line), ct);
        await file.WriteAsync("\n"u8.ToArray(), ct);
        file.Flush(flushToDisk: true);
    }
}
