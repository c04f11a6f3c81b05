using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Bot.Hosting;

/// <summary>Starts the assistant, says where it listens, and turns what an operator can mend into one line instead of a stack trace.</summary>
internal static class Launcher
{
    public const string DefaultUrl = "http://localhost:3978";

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Settings and packs lie beside the program, so that it runs from any working directory.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (!NamesAnAddress(builder.Configuration)) builder.WebHost.UseUrls(DefaultUrl);
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        return builder;
    }

    /// <returns>0 after an orderly stop; 1 if it could not start.</returns>
    public static async Task<int> RunAsync(string[] args, Func<string[], WebApplication> build, TextWriter output, TextWriter error)
    {
        try
        {
            await using var app = build(args);
            await app.StartAsync();
            await output.WriteLineAsync(Greeting(app));
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception problem) when (StartException.Explain(problem) is { } lines)
        {
            foreach (var line in lines) await error.WriteLineAsync(line);
            return 1;
        }
    }

    private static bool NamesAnAddress(ConfigurationManager configuration) =>
        new[] { "urls", "http_ports", "https_ports" }.Any(key => !string.IsNullOrEmpty(configuration[key]))
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    private static string Greeting(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return $"The assistant listens on {string.Join(", ", addresses)}\nOpen the address in a browser to chat; /readyz says whether all is well; Ctrl+C stops it.";
    }
}
