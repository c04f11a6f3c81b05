using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TestKit.Processes;

[assembly: AssemblyFixture(typeof(Bot.Tests.BotHost))]

namespace Bot.Tests;

/// <summary>
/// The whole assistant in this process, on a free port, on the shipped packs, with no Redis to reach: whatever passes here works without it.
/// One for all tests that do not change it.
/// </summary>
public sealed class BotHost : IAsyncLifetime
{
    private readonly string[] settings;
    private WebApplication? app;

    public BotHost() : this([]) { }

    private BotHost(string[] settings) => this.settings = settings;

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => app!.Services;

    public IApplicationBuilder App => app!;

    /// <param name="settings"><c>Section:Key=value</c>.</param>
    public static async Task<BotHost> StartAsync(params string[] settings)
    {
        var host = new BotHost(settings);
        await host.InitializeAsync();
        return host;
    }

    /// <summary>One with an embedded store of its own.</summary>
    public static Task<BotHost> StartWithStoreAsync(ScratchFolder data, params string[] settings) =>
        StartAsync(["Redis:ConnectionString=", $"Data:Directory={data.FullName}", .. settings]);

    public async ValueTask InitializeAsync()
    {
        app = Program.Build(["--urls", "http://127.0.0.1:0", "--Redis:ConnectionString=127.0.0.1:1", .. settings.Select(s => "--" + s)]);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, string contentType = "application/json") =>
        Client.PostAsync(path, new StringContent(body, Encoding.UTF8, contentType), TestContext.Current.CancellationToken);

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await PostAsync(path, JsonSerializer.Serialize(body));
        return await BodyAsync(response);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        return await BodyAsync(response);
    }

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
