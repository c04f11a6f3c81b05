namespace Dialogs.Tests;

/// <summary>Files of the repository.</summary>
internal static class TestFiles
{
    /// <summary>The folder of Bot.sln.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, "tests", "Dialogs.Tests", .. parts]);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "Bot.sln")) ? folder
            : Find(System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Bot.sln is in none of the folders above the tests."));
}
