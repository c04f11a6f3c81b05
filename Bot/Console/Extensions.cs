using Bot.Hosting;
using Bot.HrConsole.Accounts;
using Bot.HrConsole.Audit;
using Bot.HrConsole.Questions;
using Bot.HrConsole.SignIn;
using Bot.State.Redis;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.FluentUI.AspNetCore.Components;
using StackExchange.Redis;

// Not Bot.Console: within Bot that would hide System.Console.
namespace Bot.HrConsole;

internal static class Extensions
{
    /// <summary>Bytes. A pasted supplement travels in one; longer than this ends the connection, and with it what the page holds. See <see cref="Parts.TextBox.MaxLength"/>.</summary>
    private const int LongestMessage = 1 << 20;

    /// <summary>The pages for HR under <c>/console</c>. Until somebody asks for one, all that there is of it are entries in the container.</summary>
    public static IServiceCollection AddHrConsole(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<ConsoleOptions>(ConsoleOptions.Section);
        services.AddSettings<OpenIdConnectSettings>(OpenIdConnectSettings.Section);
        services.AddSingleton<AuditLog>();
        services.AddSingleton<LocalAccounts>();
        services.AddSingleton<ResetLinks>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignInEndpoints>();
        services.AddHostedService<SetUpLink>();
        // They warn of what is meant: pages that must not be cached, forms that others post, keys that stand in Redis as the other secrets do.
        services.AddLogging(static logging => logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>().Configure(SignInLimit.Configure);
        services.AddConsoleSignIn(configuration.Read<OpenIdConnectSettings>(OpenIdConnectSettings.Section));
        services.AddConsolePages();
        return services;
    }

    public static void MapHrConsole(this WebApplication app)
    {
        // The console has both in its own pipeline. Left to itself the host puts them before every endpoint, where they cost each turn and decide nothing.
        foreach (var set in (string[])["__AuthenticationMiddlewareSet", "__AuthorizationMiddlewareSet"]) ((IApplicationBuilder)app).Properties[set] = true;
        var pipeline = new ConsolePipeline(app);
        app.Map(ConsolePipeline.Prefix, branch => branch.Run(pipeline.RunAsync));
    }

    private static void AddConsolePages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            circuits.DisconnectedCircuitMaxRetained = 20;
        }).AddHubOptions(static hub => hub.MaximumReceiveMessageSize = LongestMessage);
        services.AddCascadingAuthenticationState();
        services.AddFluentUIComponents();
        services.AddScoped<Who>();
        services.AddSingleton<Overview>();
        services.AddSingleton<PeopleList>();
        services.AddSingleton<QuestionAnswers>();

        // Replicas read each other's cookies. In Redis with the other secrets, and under the same trust.
        services.AddDataProtection().SetApplicationName("notice-assistant");
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>().PostConfigure<RedisConnection>(static (keys, redis) =>
            keys.XmlRepository = new Microsoft.AspNetCore.DataProtection.StackExchangeRedis.RedisXmlRepository(() => Database(redis), "bot:{console}:keys"));
        // It would read the keys at the start, and so wait for Redis. They are read when somebody comes to the console.
        foreach (var eager in services.Where(s => s.ImplementationType?.Name == "DataProtectionHostedService").ToArray()) services.Remove(eager);
    }

    private static IDatabase Database(RedisConnection redis)
    {
        if (!redis.IsConnected) throw new State.StateUnavailableException("Redis is away.");
        return redis.GetAsync(CancellationToken.None).AsTask().Result.GetDatabase();
    }
}
