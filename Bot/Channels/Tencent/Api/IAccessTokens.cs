namespace Bot.Channels.Tencent.Api;

/// <summary>Where a call finds the token of its account.</summary>
internal interface IAccessTokens
{
    /// <param name="failed">A token that the platform has just refused; null: any valid one will do.</param>
    /// <returns>The token, or why there is none.</returns>
    Task<(string? Token, ApiResult? Refusal)> GetAsync(ApiAccount account, PlatformApi api, string? failed, CancellationToken ct);
}

/// <summary>For a command that makes a few calls and ends: fetched once, kept nowhere.</summary>
internal sealed class BriefTokens : IAccessTokens
{
    private string? token;

    public async Task<(string? Token, ApiResult? Refusal)> GetAsync(ApiAccount account, PlatformApi api, string? failed, CancellationToken ct)
    {
        if (token is not null && token != failed) return (token, null);
        var result = await api.SendAsync(account, account.TokenCall(failed is not null), null, ct);
        token = result.Body?["access_token"]?.ToString();
        return result.IsOk && token is not null ? (token, null) : (null, result);
    }
}
