using Bot.Hosting;

namespace Bot.Tests.Operations;

public sealed class SettingsTests
{
    /// <summary>Each wrong value alone, and what the one line must name: key, value, what is allowed.</summary>
    [Theory]
    [InlineData("RateLimits:PerMinute", "0", "a whole number from 1 to 1000000")]
    [InlineData("RateLimits:PerMinute", "many", "a whole number from 1 to 1000000")]
    [InlineData("RateLimits:LimitLoopback", "perhaps", "true, false")]
    [InlineData("Logs:Format", "xml", "Plain, Json")]
    [InlineData("Clock:Now", "2024-10-10T10:00:00", "YYYY-MM-DD or YYYY-MM-DDThh:mm:ss+08:00")]
    [InlineData("Clock:Rate", "0", "a number above 0")]
    [InlineData("Conversations:DaysKept", "0", "days, a whole number from 1 to 3650")]
    [InlineData("Redis:TimeoutMilliseconds", "5", "milliseconds, a whole number from 100 to 30000")]
    [InlineData("Site:Url", "bot.example.org", "https://bot.example.org")]
    [InlineData("Teams:AppId", "mine", "the application id")]
    [InlineData("Teams:TenantId", "contoso.example", "the directory (tenant) id")]
    [InlineData("Teams:AppSecret", "", "the client secret of the registration", "--Teams:AppId=11111111-2222-3333-4444-555555555555")]
    [InlineData("Teams:Cloud", "Mars", "Public, UsGovernment, China")]
    [InlineData("Teams:RequestsPerSecond", "51", "a whole number from 1 to 50")]
    [InlineData("Teams:ChannelMetadata", "http://login.example.org/", "an https address")]
    [InlineData("Teams:TrustedHosts:0", "https://x/", "host names")]
    [InlineData("Proxy:Hops", "99", "a whole number from 1 to 10")]
    [InlineData("Proxy:Known:0", "my-proxy", "IP addresses or networks")]
    public async Task Start_WithAWrongValue_StopsWithOneLine(string key, string value, string allowed, string? beside = null)
    {
        var (code, lines) = await StartAsync([$"--{key}={value}", .. beside is null ? (string[])[] : [beside]]);
        Assert.Equal(1, code);
        var line = Assert.Single(lines);
        Assert.Contains(key.TrimEnd('0').TrimEnd(':'), line, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", line, StringComparison.Ordinal);
        Assert.Contains(allowed, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAMisspeltKey_StopsAndNamesTheRightOnes()
    {
        var (code, lines) = await StartAsync("--RateLimits:PerMinutes=5");
        Assert.Equal(1, code);
        Assert.Equal("RateLimits:PerMinutes is not a setting; allowed in RateLimits: PerMinute, LimitLoopback.", Assert.Single(lines));
    }

    [Fact]
    public async Task Start_OnATakenPort_SaysSoInOneLine()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var (code, lines) = await StartAsync($"--urls=http://{taken.LocalEndpoint}");
        Assert.Equal(1, code);
        Assert.Contains("address already in use", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://x")]
    public async Task Start_OnAnAddressThatIsNone_SaysSoInOneLine(string address)
    {
        var (code, lines) = await StartAsync($"--urls={address}");
        Assert.Equal(1, code);
        Assert.Contains("http://host:port", Assert.Single(lines), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string[] Lines)> StartAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Launcher.RunAsync(["--Redis:ConnectionString=127.0.0.1:1", "--urls=http://127.0.0.1:0", .. args], Program.Build, output, error);
        return (code, error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
