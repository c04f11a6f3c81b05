using Bot.State.Conversations;
using Microsoft.Extensions.Options;

namespace Bot.Channels.WeChat.Accounts;

/// <summary>The accounts that are connected, in the order of the settings.</summary>
internal sealed class WeChatAccounts(IOptions<WeChatOptions> options)
{
    public IReadOnlyList<WeChatAccount> All { get; } = Of(options.Value);

    /// <param name="name">Null: the first.</param>
    public WeChatAccount? Find(string? name) => name is null ? (All.Count > 0 ? All[0] : null) : All.FirstOrDefault(a => a.Name == name);

    public WeChatAccount? Of(ConversationKey person) => person.Channel == WeChatAccount.Channel ? Find(person.Id.Split('|')[0]) : null;

    public static IReadOnlyList<WeChatAccount> Of(WeChatOptions options) =>
        [.. options.Accounts.Prepend(options).Where(a => a.Token.Length > 0).Select(a => new WeChatAccount(a, new Uri(options.ApiUrl.TrimEnd('/') + "/")))];
}

/// <summary>What the settings of the accounts must be together.</summary>
internal sealed class WeChatOptionsCheck : IValidateOptions<WeChatOptions>
{
    public ValidateOptionsResult Validate(string? name, WeChatOptions options)
    {
        var accounts = options.Accounts.Select((a, i) => (Account: a, Path: $"{WeChatOptions.Section}:Accounts:{i}")).Prepend((Account: options, Path: WeChatOptions.Section)).ToArray();
        string[] problems =
        [
            .. accounts.Where(a => a.Account != options).SelectMany(a => Hosting.Settings.Problems(a.Account, a.Path)),
            .. accounts.SelectMany(a => Of(a.Account, a.Path)),
            .. accounts.Where(a => a.Account.Token.Length > 0).GroupBy(a => a.Account.Name).Where(g => g.Count() > 1).Select(g => $"{g.Last().Path}:Name is '{g.Key}'; allowed: a name that no other account has."),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Of(WeChatAccountOptions account, string path)
    {
        if (account.Token.Length == 0) yield break;
        if (account.Mode == WeChatMode.Safe && account.EncodingAesKey.Length == 0) yield return $"{path}:EncodingAesKey is ''; allowed: the key of the console, since Mode is Safe.";
        if (account.EncodingAesKey.Length > 0 && account.AppId.Length == 0) yield return $"{path}:AppId is ''; allowed: the AppID of the console, since EncodingAesKey is set.";
        if (account.CustomerService && account.AppSecret.Length == 0) yield return $"{path}:AppSecret is ''; allowed: the AppSecret of the console, since CustomerService is true.";
        foreach (var template in account.Templates.Where(t => t.Id.Length == 0 || t.Fields.Count == 0)) yield return $"{path}:Templates has '{template.Id}'; allowed: each with an Id and at least one of Fields.";
        if (account.Templates.Length > 0 && account.AppSecret.Length == 0) yield return $"{path}:AppSecret is ''; allowed: the AppSecret of the console, since Templates are set.";
    }
}
