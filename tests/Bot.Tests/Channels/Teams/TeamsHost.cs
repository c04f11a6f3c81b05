using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Bot.Api;
using Bot.Channels.Teams;
using Bot.Channels.WebChat;
using Bot.Delivery;
using Bot.Notices;
using Bot.Operations;
using Bot.Pages;
using Bot.State;
using Bot.State.Conversations;
using Bot.Tests.Channels.Teams.Fakes;
using TestKit.Teams;
using Dialogs.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TestKit.Processes;
using TestKit.Redis;

namespace Bot.Tests.Channels.Teams;

/// <summary>The bot as it is shipped, on a real port and a Redis of its own, on a day inside the first notice's window; a Connector to answer to.</summary>
public class TeamsHost : IAsyncLifetime
{
    private WebApplication? app;
    private RedisServer redis = null!;

    public HttpClient Client { get; private set; } = null!;
    public FakeConnector Connector { get; private set; } = null!;
    public IServiceProvider Services => app!.Services;
    internal LogLines Logs { get; } = new();

    public virtual async ValueTask InitializeAsync()
    {
        (redis, Connector) = (await RedisServer.StartAsync(), await FakeConnector.StartAsync());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Redis:ConnectionString"] = redis.ConnectionString,
            ["Site:Url"] = "https://bot.example.org",
            ["Clock:Now"] = "2024-10-10T10:00:00+08:00",
            ["Logging:LogLevel:Default"] = "Debug",
        });
        builder.Configuration.AddInMemoryCollection(Settings());
        builder.Logging.ClearProviders().AddProvider(Logs);
        builder.Services.AddOperations(builder.Configuration).AddNotices(builder.Configuration).AddState().AddDelivery().AddApi().AddNoticePages().AddWebChat().AddTeams();
        builder.Services.Replace(ServiceDescriptor.Singleton<TurnStep>(s => SlowAtTimes(s.GetRequiredService<Assistant>().Run)));
        app = builder.Build();
        app.UseOperations();
        app.MapTeams();
        await app.StartAsync();
        await app.Services.GetRequiredService<StateStartup>().Ready;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(app.Urls.Single()) };
    }

    public virtual async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (app is not null) await app.DisposeAsync();
        await Connector.DisposeAsync();
        await redis.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual Dictionary<string, string?> Settings() => [];

    /// <summary>While it is closed, an answer to <see cref="SlowText"/> is worked on.</summary>
    internal ManualResetEventSlim Gate { get; } = new(initialState: true);

    internal const string SlowText = "慢慢想，网上申报什么时候截止";

    private TurnStep SlowAtTimes(TurnStep step) => (state, message, now) =>
    {
        if (message.Text == SlowText) Gate.WaitHandle.WaitOne();
        return step(state, message, now);
    };

    /// <summary>A person in a personal chat that no other test uses.</summary>
    public Person NewPerson() => new(this, $"a:{Guid.NewGuid():N}", "personal");

    public Person NewGroup(string type) => new(this, $"19:{Guid.NewGuid():N}@thread.tacv2;messageid=1700000000000", type);

    public async Task<HttpResponseMessage> PostAsync(string body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

/// <summary>One person, or one group, and what they send; members are given as JSON.</summary>
public sealed class Person(TeamsHost host, string conversation, string type)
{
    private int count;

    public string Conversation => conversation;

    public string Activity(string members, string? id = null) => $$"""
        {"id":"{{id ?? $"m{Interlocked.Increment(ref count)}"}}","timestamp":"2026-11-23T02:00:00.000Z","channelId":"msteams","serviceUrl":"{{host.Connector.Url}}","from":{"id":"29:person","name":"Anna","aadObjectId":"c0ffee"},
        "conversation":{"id":"{{conversation}}","conversationType":"{{type}}","tenantId":"t1"},"recipient":{"id":"28:bot","name":"Bot"},"channelData":{"tenant":{"id":"t1"} },"locale":"en-US",{{members}}}
        """;

    public string Saying(string text, string? id = null) => Activity($$"""
        "type":"message","textFormat":"plain","text":{{JsonSerializer.Serialize(text)}}
        """, id);

    public Task<HttpResponseMessage> PostAsync(string activity) => host.PostAsync(activity);

    /// <summary>What is answered in the response.</summary>
    public async Task<JsonElement[]> AskAsync(string text, string? id = null) => await RepliesAsync(Saying(text, id));

    public async Task<JsonElement[]> RepliesAsync(string activity)
    {
        using var response = await host.PostAsync(activity.TrimEnd()[..^1] + ",\"deliveryMode\":\"expectReplies\"}");
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body);
        return [.. JsonSerializer.Deserialize<JsonElement>(body).GetProperty("activities").EnumerateArray()];
    }

    /// <summary>Says something and waits until so many activities have reached the Connector in all.</summary>
    public async Task<JsonElement[]> SendAsync(string activity, int inAll)
    {
        using var response = await host.PostAsync(activity);
        Assert.Equal(200, (int)response.StatusCode);
        await Eventually.BecomesTrueAsync(() => Task.FromResult(host.Connector.In(conversation).Length >= inAll), TimeSpan.FromSeconds(20), () => $"{host.Connector.In(conversation).Length} of {inAll} arrived\n{string.Join('\n', host.Logs.All)}");
        return host.Connector.In(conversation);
    }
}
