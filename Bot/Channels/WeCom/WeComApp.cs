using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Crypt;
using Bot.State.Conversations;
using Microsoft.Extensions.Options;

namespace Bot.Channels.WeCom;

/// <summary>The app that is connected.</summary>
internal sealed class WeComApp
{
    public const string Channel = "wecom";

    public WeComApp(IOptions<WeComOptions> options)
    {
        Settings = options.Value;
        var keys = new[] { Settings.EncodingAesKey, Settings.PreviousEncodingAesKey }.Where(k => k.Length > 0);
        Secrets = new(Settings.Token, [.. keys.Select(k => new MessageCrypt(k, Settings.CorpId))], TakesPlain: false);
        Api = new($"wecom:{Settings.CorpId}:{Settings.AgentId}", new Uri(Settings.ApiUrl.TrimEnd('/') + "/"), WeComErrors.All, _ => new("cgi-bin/gettoken", Query: new Dictionary<string, string> { ["corpid"] = Settings.CorpId, ["corpsecret"] = Settings.Secret }));
    }

    public WeComOptions Settings { get; }
    public PushSecrets Secrets { get; }
    public ApiAccount Api { get; }

    /// <summary>Whether it is called by the platform.</summary>
    public bool IsConnected => Settings.Token.Length > 0;

    /// <summary>Whether the platform can be called.</summary>
    public bool HasApi => Settings is { CorpId.Length: > 0, Secret.Length: > 0 };

    /// <summary>The platform does not mind the case of a user id, and gives it back in small letters.</summary>
    public static ConversationKey KeyOf(string userId) => new(Channel, userId.ToLowerInvariant());
}
