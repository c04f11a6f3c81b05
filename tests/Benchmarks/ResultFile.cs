using System.Globalization;
using System.Runtime.InteropServices;
using TestKit;

namespace Benchmarks;

/// <summary>A table of results that is committed, with how and where it was measured.</summary>
internal static class ResultFile
{
    public static async Task WriteAsync(string path, string title, string command, string body)
    {
        var text = $"""
            # {title}

            `{command}`
            {Machine()}, {TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}

            {body.Trim()}

            """;
        Console.WriteLine(text);
        var file = Repository.At(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text);
    }

    private static string Machine() =>
        $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB, {RuntimeInformation.OSDescription.Split('#')[0].Trim()}, {RuntimeInformation.FrameworkDescription}, {Repository.Configuration}";
}
