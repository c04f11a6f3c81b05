using Knowledge.Loading;
using Knowledge.Notices;

namespace Knowledge.Tests;

/// <summary>The packs under test, loaded once.</summary>
internal static class Packs
{
    private static readonly Lazy<LoadResult> FirstResult = new(() => PackLoader.Load(Path.Combine(Shipped, "ruoqiang-2024")));

    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "Packs");

    /// <summary>A small, quite different notice.</summary>
    public static string Other => Path.Combine(AppContext.BaseDirectory, "OtherPacks", "qinghe-lift-2025");

    public static LoadResult FirstLoad => FirstResult.Value;

    public static Notice First => FirstLoad.Notice ?? throw new InvalidOperationException(string.Join('\n', FirstLoad.Problems));
}
