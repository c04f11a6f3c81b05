using System.Text.Json;
using Bot.Channels.Teams.Activities;
using Microsoft.Extensions.Options;

namespace Bot.Channels.Teams.Connector;

/// <summary>
/// Our token for the Connector: fetched when first needed, kept until shortly before it ends, renewed ahead beside the calls that go on with the old one.
/// However many ask, one request is under way.
/// </summary>
internal sealed class ConnectorTokens(TeamsHttp http, TeamsCloud cloud, IOptions<TeamsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan RenewAhead = TimeSpan.FromMinutes(5);
    private readonly Lock door = new();
    private Token? current;
    private Task<Token>? fetching;

    private sealed record Token(string Value, DateTimeOffset Ends);

    /// <summary>Null: no bot is registered, and none is needed.</summary>
    /// <exception cref="ConnectorLoginException">There is none to be had now.</exception>
    public async ValueTask<string?> GetAsync(CancellationToken ct)
    {
        if (!options.Value.IsRegistered) return null;
        var now = time.GetUtcNow();
        if (current is { } token && now < token.Ends)
        {
            if (token.Ends - now < RenewAhead) _ = Fetch();
            return token.Value;
        }
        return (await Fetch().WaitAsync(ct)).Value;
    }

    /// <summary>The Connector did not take it.</summary>
    public void Drop(string value)
    {
        lock (door)
            if (current?.Value == value) current = null;
    }

    private Task<Token> Fetch()
    {
        lock (door)
            return fetching is { IsCompleted: false } ? fetching : fetching = FetchAsync();
    }

    // Not cancelled by whoever asked first: others wait for it.
    private async Task<Token> FetchAsync()
    {
        try
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = options.Value.AppId,
                ["client_secret"] = options.Value.AppSecret,
                ["scope"] = cloud.Scope,
            });
            using var response = await http.Client.PostAsync(cloud.TokenUrl, form);
            if (!response.IsSuccessStatusCode) throw new ConnectorLoginException($"The login answered {(int)response.StatusCode}: check Teams:AppId, Teams:AppSecret and Teams:TenantId.");
            var token = Read(await response.Content.ReadAsByteArrayAsync());
            lock (door) current = token;
            return token;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
        {
            throw new ConnectorLoginException($"The login could not be reached or understood ({e.GetType().Name}).");
        }
    }

    private Token Read(byte[] json)
    {
        using var answer = JsonDocument.Parse(json);
        var life = answer.RootElement.Member("expires_in") is { ValueKind: JsonValueKind.Number } seconds && seconds.TryGetInt32(out var given) ? given : 0;
        return answer.RootElement.Text("access_token") is { Length: > 0 } value ? new(value, time.GetUtcNow().AddSeconds(life)) : throw new JsonException("access_token");
    }
}

/// <summary>There is no token for the Connector now.</summary>
internal sealed class ConnectorLoginException(string message) : Exception(message);
