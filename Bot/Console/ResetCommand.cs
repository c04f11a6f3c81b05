using Bot.Hosting;
using Bot.HrConsole.Accounts;
using Bot.HrConsole.Audit;
using Bot.HrConsole.SignIn;
using Bot.State;
using Bot.State.Redis;

namespace Bot.HrConsole;

/// <summary>
/// <c>console reset</c>: prints a link by which an account's password is set anew, for an administrator who forgot theirs. It reads the store beside a running assistant, or
/// opens the embedded one itself. Who may run it has the store anyway.
/// </summary>
internal static class ResetCommand
{
    public const string Arguments = "[user name]";

    public static async Task<int> RunAsync(string[] args, IConfiguration settings, TextWriter output, TextWriter error)
    {
        try
        {
            if (settings.Read<OpenIdConnectSettings>(OpenIdConnectSettings.Section).IsConfigured)
                return await FailAsync(error, "The console signs in with the organisation's accounts (Console:OpenIdConnect): reset the password there. The console keeps none.");
            await using var store = await OfflineStore.OpenAsync(settings.Read<RedisOptions>("Redis"), settings.Read<DataOptions>("Data"));
            return await PrintAsync(store.Redis, args, output, error);
        }
        catch (Exception broken) when (StartException.Explain(broken) is { } lines)
        {
            return await FailAsync(error, string.Join('\n', lines));
        }
        catch (StateUnavailableException)
        {
            return await FailAsync(error, "The store does not answer: check Redis:ConnectionString, or that the assistant is running or stopped properly.");
        }
    }

    private static async Task<int> PrintAsync(RedisConnection redis, string[] args, TextWriter output, TextWriter error)
    {
        var all = await new LocalAccounts(redis, new SharedSecrets(redis), TimeProvider.System).AllAsync(CancellationToken.None);
        var (account, problem) = Choose(all, args);
        if (account is null) return await FailAsync(error, problem);
        var token = await new ResetLinks(redis).MakeAsync(account, CancellationToken.None);
        await new AuditLog(redis, TimeProvider.System).AddAsync("服务器命令", "开出重设密码链接", account.Name, CancellationToken.None);
        await output.WriteLineAsync($"""
            Open this on the assistant's address (for example http://localhost:3978) within an hour. It works once and sets the password of '{account.Name}' anew; their sessions end then.
            {ConsolePipeline.Prefix}{SignInEndpoints.SetUpPath}?token={token}
            """);
        return 0;
    }

    /// <summary>The one who is named, or the only administrator.</summary>
    private static (LocalAccount? Account, string Problem) Choose(IReadOnlyCollection<LocalAccount> all, string[] args)
    {
        var names = string.Join(", ", all.Select(a => a.Name));
        if (all.Count == 0) return (null, "There is no account yet: start the assistant, and it prints the link that makes the first one.");
        if (args is [var name]) return (all.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase)), $"There is no account '{name}'; there are: {names}.");
        if (args.Length > 1) return (null, $"One user name at most; found {args.Length}. There are: {names}.");
        var administrators = all.Where(a => a.Roles.Contains(Roles.Administrator)).ToArray();
        return administrators is [var only] ? (only, "") : (null, $"There are {administrators.Length} administrators: name one account. There are: {names}.");
    }

    private static async Task<int> FailAsync(TextWriter error, string sentence)
    {
        await error.WriteLineAsync(sentence);
        return 1;
    }
}
