using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.Channels.Tencent.Api;

/// <summary>One account of a platform, as its API sees it.</summary>
/// <param name="Name">Names its token among all.</param>
/// <param name="Host">Where the API is, with a slash at the end.</param>
/// <param name="TokenCall">How a token is asked for; true: a new one although the old may still be valid.</param>
internal sealed record ApiAccount(string Name, Uri Host, ApiErrors Errors, Func<bool, ApiCall> TokenCall);

/// <summary>One call.</summary>
/// <param name="Body">Null: a GET.</param>
internal sealed record ApiCall(string Path, JsonObject? Body = null, IReadOnlyDictionary<string, string>? Query = null)
{
    public string Address(string? token)
    {
        var query = Query?.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}") ?? [];
        return $"{Path}?{string.Join('&', token is null ? query : query.Prepend($"access_token={Uri.EscapeDataString(token)}"))}";
    }
}

/// <summary>Calls the API of a platform: with a token that is renewed once where it turns out invalid, and again after a pause where the platform is busy.</summary>
internal sealed class PlatformApi(HttpClient http, IAccessTokens tokens, TimeProvider time)
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(600), TimeSpan.FromMilliseconds(1500)];

    /// <summary>No call takes longer, its repetitions and the token included.</summary>
    public TimeSpan Longest { get; } = (http.Timeout * (Pauses.Length + 3)) + TimeSpan.FromSeconds(15);

    public async Task<ApiResult> CallAsync(ApiAccount account, ApiCall call, CancellationToken ct)
    {
        string? failed = null;
        for (var busy = 0; ;)
        {
            var (token, refusal) = await tokens.GetAsync(account, this, failed, ct);
            if (token is null) return refusal!;
            var result = await SendAsync(account, call, token, ct);
            if (result.Kind == ApiKind.Token && failed is null) failed = token;
            else if (result.Kind == ApiKind.Busy && busy < Pauses.Length) await Task.Delay(Pauses[busy++], time, ct);
            else return result;
        }
    }

    /// <summary>One try, without renewal or repetition. The result's words never hold a token or a secret.</summary>
    public async Task<ApiResult> SendAsync(ApiAccount account, ApiCall call, string? token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(call.Body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(account.Host, call.Address(token)));
        if (call.Body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(RawJson.Write(call.Body))) { Headers = { ContentType = new("application/json", "utf-8") } };
        try
        {
            using var response = await http.SendAsync(request, ct);
            return Read(account, response.StatusCode, await response.Content.ReadAsStringAsync(ct));
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return new(ApiKind.Busy, 0, $"连不上 {account.Host.Host}，请检查服务器的外网和域名解析");
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new(ApiKind.Uncertain, 0, $"{account.Host.Host} 没有答复，不确定是否已发出");
        }
    }

    private static ApiResult Read(ApiAccount account, HttpStatusCode status, string body)
    {
        // A gateway in front of the platform turned the call away; a timeout behind it may have carried it out.
        if (status == HttpStatusCode.GatewayTimeout) return new(ApiKind.Uncertain, (int)status, $"{account.Host.Host} 没有及时答复，不确定是否已发出");
        if ((int)status >= 500 || status == HttpStatusCode.TooManyRequests) return new(ApiKind.Busy, (int)status, $"{account.Host.Host} 暂时出错（HTTP {(int)status}），稍后自动再试");
        if (Parse(body) is not { } json) return new(ApiKind.Uncertain, (int)status, $"{account.Host.Host} 的答复读不懂，不确定是否已发出");
        var code = json["errcode"] is JsonValue value && value.TryGetValue<int>(out var number) ? number : 0;
        return code == 0 ? ApiResult.Ok(json) : account.Errors.Of(code, json);
    }

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
