using Bot.Channels.Tencent;
using Bot.Channels.Tencent.Answers;
using Bot.Channels.WebChat;
using Bot.Channels.WeChat;
using Bot.Channels.WeCom;
using Bot.Delivery;
using Bot.Notices;
using Bot.Operations;
using Bot.Pages;
using Bot.State;
using Bot.State.Conversations;
using Bot.Tests.Channels.WebChat;
using Dialogs.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TestKit.Platforms;
using TestKit.Processes;
using TestKit.Redis;

namespace Bot.Tests.Channels.Tencent;

/// <summary>WeChat and WeCom with the real conversation logic on a real port, over the embedded store or a Redis that several share, with a clock that can be moved.</summary>
public sealed class TextChannelHost : IAsyncDisposable
{
    // Where many tests share a machine, an answer may take as long as a slow one elsewhere.
    private static readonly AnswerBudget Unhurried = new(TimeSpan.FromMinutes(2));

    private readonly ScratchFolder data = new();
    private WebApplication app = null!;

    public HttpClient Client { get; private set; } = null!;
    internal MovableTime Time { get; private init; } = new();
    public IServiceProvider Services => app.Services;

    internal static async Task<TextChannelHost> StartAsync(RedisServer? redis = null, MovableTime? time = null, TurnStep? assistant = null, AnswerBudget? budget = null, params (string Key, string Value)[] settings)
    {
        var host = new TextChannelHost { Time = time ?? new MovableTime() };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Data:Directory"] = host.data.FullName,
            ["Clock:Now"] = "2024-10-10T10:00:00+08:00",
            ["Redis:ConnectionString"] = redis?.ConnectionString ?? "",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)));
        builder.Logging.ClearProviders();
        builder.Services.AddOperations(builder.Configuration).AddNotices(builder.Configuration).AddState().AddDelivery().AddNoticePages().AddTextChannels().AddWeChat().AddWeCom();
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(host.Time));
        builder.Services.Replace(ServiceDescriptor.Singleton(budget ?? Unhurried));
        if (assistant is not null) builder.Services.Replace(ServiceDescriptor.Singleton(assistant));
        host.app = builder.Build();
        host.app.UseOperations();
        host.app.MapNoticePages();
        host.app.MapWeChat();
        host.app.MapWeCom();
        await host.app.StartAsync();
        await host.Services.GetRequiredService<StateStartup>().Ready;
        host.Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(host.app.Urls.Single()) };
        return host;
    }

    /// <summary>The settings of one account with all rights, on the fake platform.</summary>
    internal static (string, string)[] Account(FakePlatform? platform, bool customerService = true, params (string, string)[] more) =>
    [
        ("WeChat:Token", WeChatPushes.Token), ("WeChat:EncodingAesKey", WeChatPushes.Key), ("WeChat:AppId", FakePlatform.Id),
        ("WeChat:AppSecret", platform is null ? "" : FakePlatform.Secret), ("WeChat:CustomerService", customerService && platform is not null ? "true" : "false"),
        ("WeChat:ApiUrl", platform?.Url.ToString() ?? "http://127.0.0.1:1"), .. more,
    ];

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        data.Dispose();
    }
}
