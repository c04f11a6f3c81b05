using System.ComponentModel.DataAnnotations;
using Bot.Channels.WeChat;
using Microsoft.Extensions.Options;

namespace Bot.Channels.WeCom;

/// <summary>Section <c>WeCom</c>: one self-built app (自建应用) of a company.</summary>
internal sealed class WeComOptions
{
    public const string Section = "WeCom";

    /// <summary>The company's id (企业 ID). Empty: WeCom is not connected.</summary>
    [RegularExpression("[0-9a-zA-Z_-]{4,64}", ErrorMessage = "empty, or the company id that the console shows")]
    public string CorpId { get; set; } = "";

    /// <summary>The app's number.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "the AgentId that the console shows")]
    public int AgentId { get; set; }

    /// <summary>The app's secret. Empty: it only answers.</summary>
    [RegularExpression(@"\S{8,128}", ErrorMessage = "empty, or the Secret that the console shows")]
    public string Secret { get; set; } = "";

    /// <summary>Of 「接收消息」 in the console. Empty: <c>/wecom</c> does not exist.</summary>
    [RegularExpression("[0-9a-zA-Z]{1,32}", ErrorMessage = "empty, or up to 32 letters and digits, the same as in the console")]
    public string Token { get; set; } = "";

    [RegularExpression("[0-9a-zA-Z]{43}", ErrorMessage = WeChatAccountOptions.KeyAllowed)]
    public string EncodingAesKey { get; set; } = "";

    /// <summary>The key before the present one, while it is being changed.</summary>
    [RegularExpression("[0-9a-zA-Z]{43}", ErrorMessage = WeChatAccountOptions.KeyAllowed)]
    public string PreviousEncodingAesKey { get; set; } = "";

    /// <summary>Where people reach this assistant, for links in messages that no request came before. Empty: those have none.</summary>
    [RegularExpression(@"https?://[^\s/]+(/[^\s]*[^\s/])?", ErrorMessage = "empty, or https://host without a slash at the end")]
    public string PublicUrl { get; set; } = "";

    [RegularExpression(@"https?://[^\s]+", ErrorMessage = "http(s)://host")]
    public string ApiUrl { get; set; } = "https://qyapi.weixin.qq.com";

    /// <summary>How many announcements a second one process sends. Default 50; the platform takes 10,000 a minute.</summary>
    [Range(1, 1000, ErrorMessage = "a whole number from 1 to 1000")]
    public int SendsPerSecond { get; set; } = 50;
}

/// <summary>What the settings must be together.</summary>
internal sealed class WeComOptionsCheck : IValidateOptions<WeComOptions>
{
    public ValidateOptionsResult Validate(string? name, WeComOptions options)
    {
        if (options.Token.Length == 0) return ValidateOptionsResult.Success;
        if (options.CorpId.Length == 0) return ValidateOptionsResult.Fail($"{WeComOptions.Section}:CorpId is ''; allowed: the company id of the console, since Token is set.");
        return options.EncodingAesKey.Length == 0
            ? ValidateOptionsResult.Fail($"{WeComOptions.Section}:EncodingAesKey is ''; allowed: the key of the console, since WeCom encrypts everything.")
            : ValidateOptionsResult.Success;
    }
}
