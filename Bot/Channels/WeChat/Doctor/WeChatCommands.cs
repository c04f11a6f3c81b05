using Bot.Channels.Tencent.Api;
using Bot.Channels.WeChat.Accounts;
using Bot.Channels.WeChat.Menu;
using Bot.Hosting;

namespace Bot.Channels.WeChat.Doctor;

/// <summary><c>wechat menu push|show</c> and <c>wechat doctor</c>: for every account of the settings, or the one that is named.</summary>
internal static class WeChatCommands
{
    public static Task<int> PushMenuAsync(string[] args, IConfiguration settings, TextWriter output, TextWriter error) =>
        ForEachAsync(args, settings, output, error, async (account, api, _) =>
        {
            var (buttons, problems) = MenuFile.Read(account.Settings.MenuFile);
            foreach (var problem in problems) await output.WriteLineAsync($"✗ {problem}");
            if (!problems.IsEmpty) return false;
            var result = await api.CallAsync(account.Api, new("cgi-bin/menu/create", MenuFile.ToApi(buttons)), CancellationToken.None);
            await output.WriteLineAsync(result.IsOk ? "✓ 菜单已发布。手机上约 5 分钟后更新，取消关注再关注可立即看到。" : $"✗ 菜单没有发布：{result.Sentence}。");
            return result.IsOk;
        });

    public static Task<int> ShowMenuAsync(string[] args, IConfiguration settings, TextWriter output, TextWriter error) =>
        ForEachAsync(args, settings, output, error, async (account, api, _) =>
        {
            var result = await api.CallAsync(account.Api, new("cgi-bin/menu/get"), CancellationToken.None);
            await output.WriteLineAsync(result.IsOk ? RawJson.Write(result.Body!["menu"] ?? result.Body) : $"✗ {result.Sentence}。");
            return result.IsOk || result.Kind == ApiKind.Done;
        });

    public static Task<int> DoctorAsync(string[] args, IConfiguration settings, TextWriter output, TextWriter error) =>
        ForEachAsync(args, settings, output, error, (account, api, http) => new WeChatDoctor(account, api, http, TimeProvider.System, output).RunAsync(CancellationToken.None));

    private static async Task<int> ForEachAsync(string[] args, IConfiguration configuration, TextWriter output, TextWriter error, Func<WeChatAccount, PlatformApi, HttpClient, Task<bool>> work)
    {
        if (args.Length > 1)
        {
            await error.WriteLineAsync($"Unknown argument '{args[1]}': at most the name of an account.");
            return 2;
        }
        if (Read(configuration, out var problem) is not { } options)
        {
            await error.WriteLineAsync(problem);
            return 1;
        }
        var accounts = WeChatAccounts.Of(options).Where(a => args.Length == 0 || a.Name == args[0]).ToArray();
        if (accounts.Length == 0)
        {
            await error.WriteLineAsync(args.Length == 0 ? "没有配置公众号：先设 WeChat:Token 等，见 docs/zh-CN/connect-wechat.md。" : $"配置里没有名叫 {args[0]} 的公众号。");
            return 1;
        }
        using var http = Tencent.Extensions.MakeClient(options.ApiTimeoutSeconds);
        var well = true;
        foreach (var account in accounts)
        {
            await output.WriteLineAsync($"公众号 {account.Name}：");
            well &= await work(account, new PlatformApi(http, new BriefTokens(), TimeProvider.System), http);
        }
        return well ? 0 : 1;
    }

    private static WeChatOptions? Read(IConfiguration configuration, out string problem)
    {
        problem = "";
        try
        {
            var options = configuration.Read<WeChatOptions>(WeChatOptions.Section);
            var check = new WeChatOptionsCheck().Validate(null, options);
            problem = check.Failed ? string.Join('\n', check.Failures) : "";
            return check.Failed ? null : options;
        }
        catch (StartException broken)
        {
            problem = broken.Message;
            return null;
        }
    }
}
