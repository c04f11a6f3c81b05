namespace Bot.Channels.WeChat.Menu;

/// <summary>The menu under the account's talk.</summary>
internal static class WeChatMenu
{
    private const string Says = "say:";

    /// <summary>What pressing a button says: its key holds it, so that buttons of an older menu go on working.</summary>
    public static string Said(string key) => key.StartsWith(Says, StringComparison.Ordinal) ? key[Says.Length..] : key;

    public static string KeyOf(string said) => Says + said;
}
