using System.Reflection;

namespace TestKit;

/// <summary>Where things stand in the checkout that these tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>The build that is under test: Debug or Release, the same as the tests' own.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    public static string BotDll => Path.Combine(Root, "Bot", "bin", Configuration, "net10.0", "Bot.dll");

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
