using System.Collections.Immutable;
using System.Text.Json;
using Bot.Channels.Teams.Activities;
using Microsoft.IdentityModel.Tokens;

namespace Bot.Channels.Teams.Authentication;

/// <summary>A key that tokens are signed with.</summary>
/// <param name="Endorsements">The channels that the key may speak for.</param>
/// <param name="Issuer">Whose key it is, possibly with <c>{tenantid}</c>; null: it does not say.</param>
internal sealed record SigningKey(JsonWebKey Key, ImmutableArray<string> Endorsements, string? Issuer);

/// <summary>
/// The keys of one issuer, found by its OpenID metadata. Read when first needed, daily, and when a token names a key that is not among them. Old keys go on
/// being good for some days while the issuer cannot be reached.
/// </summary>
internal sealed partial class SigningKeys(TeamsHttp http, Uri metadata, TimeProvider time, ILogger log) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);
    private static readonly TimeSpan Usable = TimeSpan.FromDays(5);

    /// <summary>Tokens that name made-up keys make us ask no more often than this in the long run.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>So often at once, so that a key that is really new is never kept waiting by one that is not.</summary>
    private const int AtOnce = 3;

    private readonly SemaphoreSlim reading = new(1, 1);
    private Known known = new(ImmutableDictionary<string, SigningKey>.Empty, DateTimeOffset.MinValue);
    private DateTimeOffset paidUntil;

    private sealed record Known(ImmutableDictionary<string, SigningKey> Keys, DateTimeOffset Read);

    /// <summary>Null: the issuer has no such key.</summary>
    /// <exception cref="ActivityException">The issuer cannot be asked now, and nothing usable is known.</exception>
    public async Task<SigningKey?> FindAsync(string id, CancellationToken ct)
    {
        if (FindFresh(id) is { } key) return key;
        await ReadAsync(id, ct);
        if (time.GetUtcNow() - known.Read >= Usable) throw ActivityException.Away("The signing keys cannot be read now.");
        return known.Keys.GetValueOrDefault(id);
    }

    public void Dispose() => reading.Dispose();

    private SigningKey? FindFresh(string id) => time.GetUtcNow() - known.Read < Fresh ? known.Keys.GetValueOrDefault(id) : null;

    // One at a time, and who waited finds what the other has read.
    private async Task ReadAsync(string id, CancellationToken ct)
    {
        await reading.WaitAsync(ct);
        try
        {
            if (FindFresh(id) is not null || !MayAsk()) return;
            var keys = await FetchAsync(ct);
            known = new(keys, time.GetUtcNow());
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or ArgumentException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            LogUnread(metadata.Host, e.GetType().Name);
        }
        finally
        {
            reading.Release();
        }
    }

    private bool MayAsk()
    {
        var now = time.GetUtcNow();
        if (paidUntil - now > Pause * (AtOnce - 1)) return false;
        paidUntil = (paidUntil > now ? paidUntil : now) + Pause;
        return true;
    }

    private async Task<ImmutableDictionary<string, SigningKey>> FetchAsync(CancellationToken ct)
    {
        using var description = JsonDocument.Parse(await http.Client.GetByteArrayAsync(metadata, ct));
        if (!Uri.TryCreate(description.RootElement.Text("jwks_uri"), UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || address.IsLoopback))
            throw new JsonException("jwks_uri");
        var json = await http.Client.GetStringAsync(address, ct);
        return Read(json);
    }

    // JsonWebKeySet leaves out what it does not know; endorsements are read beside it.
    private static ImmutableDictionary<string, SigningKey> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var keys = ImmutableDictionary.CreateBuilder<string, SigningKey>(StringComparer.Ordinal);
        foreach (var item in document.RootElement.Items("keys"))
            if (item.Text("kid") is { Length: > 0 } id && item.Text("kty") == "RSA")
                keys[id] = new(new JsonWebKey(item.GetRawText()), [.. item.Items("endorsements").Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)], item.Text("issuer"));
        return keys.ToImmutable();
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The signing keys of {Host} could not be read: {Exception}.")]
    private partial void LogUnread(string host, string exception);
}
