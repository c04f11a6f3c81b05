namespace TestKit.Processes;

/// <summary>Programs that tests use and that this repository does not bring along.</summary>
public static class Tools
{
    public static string RedisServer => Find("redis-server", "redis-server");

    public static string RedisCli => Find("redis-server", "redis-cli");

    public static string Chromium => Find("chromium", "chromium", "chromium-browser", "google-chrome");

    public static string Node => Find("nodejs (with npm)", "node");

    /// <summary>Ends the test program with one sentence when a program is missing: a hundred failed tests would say the same worse.</summary>
    public static void Require(params string[] names)
    {
        var missing = names.Where(n => Locate(n) is null).ToArray();
        if (missing.Length == 0) return;
        Console.Error.WriteLine($"These tests use {string.Join(" and ", missing)}, which is not on the PATH: install it (on Debian: apt-get install {string.Join(' ', missing)}) and run them again.");
        Environment.Exit(3);
    }

    private static string Find(string package, params string[] names) =>
        names.Select(Locate).FirstOrDefault(p => p is not null)
        ?? throw new InvalidOperationException($"{names[0]} is not on the PATH: install it (on Debian: apt-get install {package}) and run the tests again.");

    private static string? Locate(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin").Append("/usr/local/bin")
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
