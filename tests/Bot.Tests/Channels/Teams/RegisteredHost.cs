using Bot.Tests.Channels.Teams.Fakes;
using TestKit.Teams;

namespace Bot.Tests.Channels.Teams;

/// <summary>The bot with a registration at a loopback identity provider.</summary>
public sealed class RegisteredHost : TeamsHost
{
    public FakeIdentityProvider Issuer { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Issuer = await FakeIdentityProvider.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    /// <summary>A token for this Connector unless told otherwise.</summary>
    public string Token(TokenSample sample) =>
        Issuer.Token(TimeProvider.System.GetUtcNow(), sample.Issuer is null && sample.ServiceUrl is null ? sample with { ServiceUrl = Connector.Url.ToString() } : sample);

    protected override Dictionary<string, string?> Settings() => Issuer.Settings();
}
