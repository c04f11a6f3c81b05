using Bot.Hosting;
using Bot.Pages;
using Microsoft.Extensions.Options;

namespace Bot.Channels.Teams;

/// <summary>Says at the start who is answered, and refuses settings that fit together in no way.</summary>
internal sealed partial class TeamsStartup(IOptions<TeamsOptions> options, IOptions<SiteOptions> site, ILogger<TeamsStartup> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var teams = options.Value;
        if (teams.IsRegistered && teams.AppSecret.Length == 0) throw new StartException(["Teams:AppSecret is ''; with Teams:AppId it must be the client secret of the registration."]);
        if (teams is { IsRegistered: false, AppSecret.Length: > 0 }) throw new StartException(["Teams:AppId is ''; with Teams:AppSecret it must be the application id of the registration."]);
        if (teams is { IsRegistered: true, Cloud: CloudName.China, TenantId.Length: 0 }) throw new StartException(["Teams:TenantId is ''; with Teams:Cloud China it must be the directory (tenant) id."]);
        if (!teams.IsRegistered) LogLoopbackOnly();
        else if (site.Value.Url.Length == 0) LogNoSite();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "No Teams:AppId: /api/messages answers programs on this machine only, without a token.")]
    private partial void LogLoopbackOnly();

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Teams:AppId is set and Site:Url is not: links in Teams lead to the address that this server listens on. Set Site:Url to the address people use.")]
    private partial void LogNoSite();
}
