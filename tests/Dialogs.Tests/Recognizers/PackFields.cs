using System.Collections.Immutable;
using Dialogs.Recognizers;
using Knowledge.Loading;
using Knowledge.Rules;

namespace Dialogs.Tests.Recognizers;

/// <summary>The fields of the first notice and the suite that knows their words.</summary>
internal static class PackFields
{
    public static ImmutableArray<Field> All { get; } = Load();

    public static RecognizerSuite Suite { get; } = new(All);

    public static Field Get(string id) => All.Single(f => f.Id == id);

    private static ImmutableArray<Field> Load()
    {
        var result = PackLoader.Load(Path.Combine(TestFiles.Root, "Knowledge", "Packs", "ruoqiang-2024"));
        return result.Notice?.Fields ?? throw new InvalidOperationException(string.Join('\n', result.Problems));
    }
}
