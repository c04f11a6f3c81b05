using System.Collections.Immutable;
using System.Net.Http.Headers;
using Bot.State.Letters;

namespace Bot.Channels.Teams.Connector;

/// <summary>Posts activities to the Connector, at its pace, and again where that is allowed.</summary>
internal sealed partial class ConnectorClient(TeamsHttp http, ConnectorTokens tokens, TenantPace pace, TimeProvider time, ILogger<ConnectorClient> log)
{
    /// <summary>What is waited before each further attempt, unless the Connector says how long.</summary>
    public static readonly ImmutableArray<TimeSpan> RetrySchedule =
        [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)];

    /// <summary>Who is asked to wait longer is told so and comes back.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    // Between the end of a wait and the attempt after it.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    /// <summary>One attempt: for what may as well be missing.</summary>
    public async Task<ConnectorAnswer> TryOnceAsync(Destination to, ReadOnlyMemory<byte> activity, CancellationToken ct) => (await TryAsync(to, activity, null, ct)).Answer;

    public Task<ConnectorAnswer> SendAsync(Destination to, ReadOnlyMemory<byte> activity, CancellationToken ct) => SendAsync(to, activity, null, ct);

    /// <param name="attempts">Told of every attempt; null: nobody else could make one.</param>
    public async Task<ConnectorAnswer> SendAsync(Destination to, ReadOnlyMemory<byte> activity, IAttempts? attempts, CancellationToken ct)
    {
        var renewed = false;
        for (var attempt = 0; ; attempt++)
        {
            var (answer, token) = await TryAsync(to, activity, attempts, ct);
            if (answer.Status == 401 && token is not null && !renewed)
            {
                tokens.Drop(token);
                renewed = true;
                attempt--;
                continue;
            }
            if (!MayRepeat(answer) || attempt == RetrySchedule.Length || answer.RetryAfter > LongestWait) return Said(answer);
            var wait = answer.RetryAfter ?? RetrySchedule[attempt] * (0.8 + 0.4 * Random.Shared.NextDouble());
            if (attempts is not null) await attempts.PutOffAsync(wait + Slack, ct);
            await Task.Delay(wait, time, ct);
        }
    }

    /// <summary>Throttled, in each other's way, or a gateway without its service; or nobody was reached at all.</summary>
    public static bool MayRepeat(ConnectorAnswer answer) => answer.Status is 429 or 412 or 502 or 504 || answer is { Fate: Fate.Passing, Status: 0 };

    private ConnectorAnswer Said(ConnectorAnswer answer)
    {
        if (answer.Fate is not Fate.Done and not Fate.Overtaken) LogNotSent(answer.Fate, answer.Status);
        return answer;
    }

    private async Task<(ConnectorAnswer Answer, string? Token)> TryAsync(Destination to, ReadOnlyMemory<byte> activity, IAttempts? attempts, CancellationToken ct)
    {
        await pace.WaitAsync(to.Tenant, ct);
        string? token = null;
        try
        {
            token = await tokens.GetAsync(ct);
            if (attempts is not null && !await attempts.BeginAsync(ct)) return (new(Fate.Overtaken, 0), token);
            return (await PostAsync(to, activity, token, ct), token);
        }
        catch (ConnectorLoginException e)
        {
            LogNoToken(e.Message);
            return (new(Fate.Passing, 0), token);
        }
        catch (HttpRequestException e)
        {
            return (new(IsUnreached(e.HttpRequestError) ? Fate.Passing : Fate.Uncertain, 0), token);
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return (new(Fate.Uncertain, 0), token);
        }
    }

    private async Task<ConnectorAnswer> PostAsync(Destination to, ReadOnlyMemory<byte> activity, string? token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(to)) { Content = new ReadOnlyMemoryContent(activity) };
        request.Content.Headers.ContentType = Json;
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        using var response = await http.Client.SendAsync(request, ct);
        return Judge(response);
    }

    private static bool IsUnreached(HttpRequestError error) =>
        error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private ConnectorAnswer Judge(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var fate = status switch
        {
            >= 200 and < 300 => Fate.Done,
            403 or 404 => Fate.Unreachable,
            401 or 412 or 429 or 503 => Fate.Passing,
            >= 500 => Fate.Uncertain,
            _ => Fate.Wrong,
        };
        return new(fate, status, Wait(response.Headers.RetryAfter));
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    // Ids of Teams hold ; : = and @.
    private static Uri Address(Destination to) => new(
        $"{to.Service.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v3/conversations/{Uri.EscapeDataString(to.Conversation)}/activities{(to.ReplyTo is { } activity ? $"/{Uri.EscapeDataString(activity)}" : "")}");

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The Connector did not take an activity: {Fate}, status {Status}.")]
    private partial void LogNotSent(Fate fate, int status);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "No token for the Connector. {Reason}")]
    private partial void LogNoToken(string reason);
}
