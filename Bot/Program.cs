using Bot.Api;
using Bot.Broadcasts;
using Bot.Calendars;
using Bot.Channels.Tencent;
using Bot.Channels.Teams;
using Bot.Channels.WebChat;
using Bot.Channels.WeChat;
using Bot.Channels.WeCom;
using Bot.CommandLine;
using Bot.Delivery;
using Bot.Generation;
using Bot.Hosting;
using Bot.HrConsole;
using Bot.Mcp;
using Bot.Notices;
using Bot.Operations;
using Bot.Pages;
using Bot.Papers;
using Bot.Reminders;
using Bot.State;

namespace Bot;

/// <summary>The table of contents: what the assistant is made of and what it serves.</summary>
internal sealed class Program
{
    private Program() { }

    public static Task<int> Main(string[] args)
    {
        NativeMemory.UseFewHeaps();
        return Commands.IsCommand(args) ? Commands.RunAsync(args) : Launcher.RunAsync(args, Build, Console.Out, Console.Error);
    }

    /// <summary>The assistant, built and not yet started.</summary>
    public static WebApplication Build(string[] args) => Build(args, null);

    /// <param name="more">What a test adds to it.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? more)
    {
        var builder = Launcher.CreateBuilder(args);
        builder.Services
            .AddOperations(builder.Configuration)
            .AddNotices(builder.Configuration)
            .AddState()
            .AddDelivery()
            .AddBroadcasts()
            .AddReminders()
            .AddApi()
            .AddNoticePages()
            .AddGeneration(builder.Configuration)
            .AddPapers()
            .AddCalendars()
            .AddWebChat()
            .AddTextChannels()
            .AddWeChat()
            .AddWeCom()
            .AddTeams()
            .AddHrConsole(builder.Configuration)
            .AddNoticeMcp(builder.Configuration);

        more?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseOperations();
        app.UseNotices();
        app.MapOperations();
        app.MapApi();
        app.MapNoticePages();
        app.MapPapers();
        app.MapCalendars();
        app.MapNoticeMcp();
        app.MapWebChat();
        app.MapWeChat();
        app.MapWeCom();
        app.MapTeams();
        app.MapHrConsole();
        return app;
    }
}
