using System.ComponentModel.DataAnnotations;

namespace Bot.Channels.WeChat;

/// <summary>How pushed messages come, as the console of the platform is set.</summary>
internal enum WeChatMode { Compatible, Safe, Plain }

/// <summary>One Official Account.</summary>
internal class WeChatAccountOptions
{
    internal const string KeyAllowed = "empty, or the 43 letters and digits that the console shows as EncodingAESKey";

    /// <summary>Its place: <c>/wechat/{name}</c>. The first account answers at <c>/wechat</c> too.</summary>
    [RegularExpression("[a-z0-9-]{1,40}", ErrorMessage = "1 to 40 of a-z, 0-9 and -")]
    public string Name { get; set; } = "main";

    /// <summary>As the console shows it.</summary>
    [RegularExpression("wx[0-9a-zA-Z]{6,40}", ErrorMessage = "empty, or the AppID that the console shows: wx and letters and digits")]
    public string AppId { get; set; } = "";

    /// <summary>Lets the assistant call the platform: follow-up messages, menu, notices. Empty: it only answers.</summary>
    [RegularExpression(@"\S{8,128}", ErrorMessage = "empty, or the AppSecret that the console shows")]
    public string AppSecret { get; set; } = "";

    /// <summary>The Token that was typed into the console. Empty: this account is not connected.</summary>
    [RegularExpression("[0-9a-zA-Z]{3,32}", ErrorMessage = "empty, or 3 to 32 letters and digits, the same as in the console")]
    public string Token { get; set; } = "";

    [RegularExpression("[0-9a-zA-Z]{43}", ErrorMessage = KeyAllowed)]
    public string EncodingAesKey { get; set; } = "";

    /// <summary>The key before the present one, while it is being changed.</summary>
    [RegularExpression("[0-9a-zA-Z]{43}", ErrorMessage = KeyAllowed)]
    public string PreviousEncodingAesKey { get; set; } = "";

    /// <summary>Default Compatible: encrypted and plain pushes are taken. Safe: encrypted ones only.</summary>
    public WeChatMode Mode { get; set; } = WeChatMode.Compatible;

    /// <summary>Whether the account has the right to customer-service messages (认证后才有). Default false.</summary>
    public bool CustomerService { get; set; }

    /// <summary>Where people reach this assistant, for links in messages that no request came before. Empty: those have none.</summary>
    [RegularExpression(@"https?://[^\s/]+(/[^\s]*[^\s/])?", ErrorMessage = "empty, or https://host without a slash at the end")]
    public string PublicUrl { get; set; } = "";

    /// <summary>The account's menu, a JSON file. Empty: the one that is shipped.</summary>
    public string MenuFile { get; set; } = "";

    /// <summary>What may go to people who did not write lately, tried in this order.</summary>
    [MinLength(0, ErrorMessage = "a list, each with Id, Kind (Subscription, Template), Url and Fields")]
    public WeChatTemplateOptions[] Templates { get; set; } = [];
}

/// <summary>Section <c>WeChat</c>: the first account, further ones, and what holds for all.</summary>
internal sealed class WeChatOptions : WeChatAccountOptions
{
    public const string Section = "WeChat";

    [MinLength(0, ErrorMessage = "a list, each with Name, AppId, AppSecret, Token, EncodingAesKey, PreviousEncodingAesKey, Mode, CustomerService, PublicUrl, MenuFile, Templates")]
    public WeChatAccountOptions[] Accounts { get; set; } = [];

    [RegularExpression(@"https?://[^\s]+", ErrorMessage = "http(s)://host")]
    public string ApiUrl { get; set; } = "https://api.weixin.qq.com";

    [Range(1, 60, ErrorMessage = "seconds, a whole number from 1 to 60")]
    public int ApiTimeoutSeconds { get; set; } = 10;

    /// <summary>How many announcements a second one process sends. Default 20.</summary>
    [Range(1, 1000, ErrorMessage = "a whole number from 1 to 1000")]
    public int SendsPerSecond { get; set; } = 20;

    /// <summary>How long after a message customer-service messages may be sent. Default 48, the platform's figure of 2026.</summary>
    [Range(1, 1000, ErrorMessage = "hours, a whole number from 1 to 1000")]
    public int MessageWindowHours { get; set; } = 48;

    /// <summary>How many in that time. Default 5.</summary>
    [Range(0, 1000, ErrorMessage = "a whole number from 0 to 1000")]
    public int MessagesAfterMessage { get; set; } = 5;

    /// <summary>How long after a menu click, a scan or a follow. Default 60.</summary>
    [Range(1, 86_400, ErrorMessage = "seconds, a whole number from 1 to 86400")]
    public int EventWindowSeconds { get; set; } = 60;

    [Range(0, 1000, ErrorMessage = "a whole number from 0 to 1000")]
    public int MessagesAfterEvent { get; set; } = 3;
}

/// <summary>Which of the platform's two ways a template is sent.</summary>
internal enum WeChatTemplateKind { Subscription, Template }

/// <summary>A notice that the platform delivers outside of the talk.</summary>
internal sealed class WeChatTemplateOptions
{
    public string Id { get; set; } = "";

    /// <summary>Subscription (订阅通知): needs one consent for each. Template (模板消息): followers only, no marketing.</summary>
    public WeChatTemplateKind Kind { get; set; } = WeChatTemplateKind.Subscription;

    /// <summary>Where a tap leads; empty: nowhere.</summary>
    public string Url { get; set; } = "";

    /// <summary>
    /// Field of the template and its text, in which <c>{headline}</c>, <c>{today}</c> and, of a deadline, <c>{deadline}</c>, <c>{closes}</c>, <c>{days}</c> and <c>{missing}</c> are
    /// filled in. A template that asks for what an announcement has not is passed over for the next.
    /// </summary>
    public Dictionary<string, string> Fields { get; set; } = [];
}
