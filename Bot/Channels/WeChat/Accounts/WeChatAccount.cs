using System.Text.Json.Nodes;
using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Crypt;
using Bot.State.Conversations;

namespace Bot.Channels.WeChat.Accounts;

/// <summary>An Official Account that is connected.</summary>
internal sealed class WeChatAccount
{
    public const string Channel = "wechat";

    public WeChatAccount(WeChatAccountOptions settings, Uri apiHost)
    {
        Settings = settings;
        var keys = new[] { settings.EncodingAesKey, settings.PreviousEncodingAesKey }.Where(k => k.Length > 0 && settings.Mode != WeChatMode.Plain);
        Secrets = new(settings.Token, [.. keys.Select(k => new MessageCrypt(k, settings.AppId))], settings.Mode != WeChatMode.Safe);
        Api = new($"wechat:{settings.AppId}", apiHost, WeChatErrors.All, TokenCall);
    }

    public WeChatAccountOptions Settings { get; }
    public PushSecrets Secrets { get; }
    public ApiAccount Api { get; }
    public string Name => Settings.Name;

    /// <summary>Whether the platform can be called.</summary>
    public bool HasApi => Settings is { AppId.Length: > 0, AppSecret.Length: > 0 };

    /// <summary>Somebody's id is of this account only, so the account is part of the key.</summary>
    public ConversationKey KeyOf(string openId) => new(Channel, $"{Name}|{openId}");

    public static string OpenIdOf(ConversationKey person) => person.Id[(person.Id.IndexOf('|', StringComparison.Ordinal) + 1)..];

    private ApiCall TokenCall(bool force) => new("cgi-bin/stable_token", new JsonObject
    {
        ["grant_type"] = "client_credential",
        ["appid"] = Settings.AppId,
        ["secret"] = Settings.AppSecret,
        ["force_refresh"] = force,
    });
}
