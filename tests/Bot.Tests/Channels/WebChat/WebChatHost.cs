using System.Net;
using Bot.Channels.WebChat;
using Bot.Operations;
using Bot.Pages;
using Bot.State;
using Bot.State.Conversations;
using Dialogs.Turns;
using Knowledge.Loading;
using Knowledge.Notices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TestKit;
using TestKit.Processes;

namespace Bot.Tests.Channels.WebChat;

/// <summary>The web chat on a real port over the embedded store, with a scripted assistant, a clock that can be moved, and a store that can be taken away.</summary>
public sealed class WebChatHost : IAsyncLifetime
{
    private readonly ScratchFolder data = new();
    private WebApplication? app;

    public Uri Url { get; private set; } = null!;
    public HttpClient Client { get; private set; } = null!;
    internal MovableTime Time { get; } = new();
    internal FragileStore Store { get; private set; } = null!;
    internal static NoticeLibrary Notices { get; } = PackLibrary.Load(Repository.At("Knowledge", "Packs")).Library;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(Settings());
        builder.Logging.ClearProviders();
        builder.Services.AddOperations(builder.Configuration).AddState().AddNoticePages().AddWebChat();
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
        builder.Services.Replace(ServiceDescriptor.Singleton<TurnStep>(ScriptedAssistant.Run));
        builder.Services.Replace(ServiceDescriptor.Singleton<WelcomeStep>(ScriptedAssistant.Welcome));
        builder.Services.AddSingleton(Notices);
        builder.Services.AddSingleton<RedisConversationStore>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IConversationStore>(s => Store = new(s.GetRequiredService<RedisConversationStore>())));
        app = builder.Build();
        app.UseOperations();
        app.MapNoticePages();
        app.MapWebChat();
        await app.StartAsync();
        await app.Services.GetRequiredService<StateStartup>().Ready;
        _ = app.Services.GetRequiredService<IConversationStore>();
        Url = new(app.Urls.Single());
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = Url };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (app is not null) await app.DisposeAsync();
        data.Dispose();
    }

    private Dictionary<string, string?> Settings() => new()
    {
        ["urls"] = $"http://127.0.0.1:{Environment.GetEnvironmentVariable("WEBCHAT_TEST_PORT") ?? "0"}",
        ["Data:Directory"] = data.FullName,
        ["WebChat:Secret"] = "a-secret-of-another-server",
        ["Clock:Now"] = "2024-10-10T10:00:00+08:00",
    };
}
