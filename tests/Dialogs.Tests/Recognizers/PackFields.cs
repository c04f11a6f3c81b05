using System.Collections.Immutable;
using Dialogs.Recognizers;
using Knowledge.Rules;
using YamlDotNet.RepresentationModel;

namespace Dialogs.Tests.Recognizers;

/// <summary>The fields of the first notice, as far as recognisers need them, read from the files of its pack.</summary>
internal static class PackFields
{
    public static ImmutableArray<Field> All { get; } = [.. Directory.GetFiles(Folder, "*.yaml").Order(StringComparer.Ordinal).Select(Read)];

    public static RecognizerSuite Suite { get; } = new(All);

    private static string Folder => Path.Combine(TestFiles.Root, "Knowledge", "Packs", "ruoqiang-2024", "fields");

    private static Field Read(string path)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(path);
        stream.Load(reader);
        var map = (YamlMappingNode)stream.Documents[0].RootNode;
        return new Field
        {
            Id = Text(map, "id")!,
            Kind = Enum.Parse<FieldKind>(Text(map, "kind")!, ignoreCase: true),
            Label = Text(map, "label")!,
            Question = Text(map, "question")!,
            Why = Text(map, "why")!,
            Options = [.. Maps(map, "options").Select(o => new FieldOption(Text(o, "value")!, Text(o, "text")!, Texts(o, "said")))],
            Masks = Texts(map, "masks"),
            Ambiguous = [.. Maps(map, "ambiguous").Select(a => new AmbiguousAnswer(Texts(a, "said"), Text(a, "note")!))],
            Cues = Texts(map, "cues"),
            Vetoes = Texts(map, "vetoes"),
        };
    }

    private static string? Text(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? ((YamlScalarNode)node).Value : null;

    private static ImmutableArray<string> Texts(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var node) ? [.. ((YamlSequenceNode)node).Select(n => ((YamlScalarNode)n).Value!)] : [];

    private static IEnumerable<YamlMappingNode> Maps(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var node) ? ((YamlSequenceNode)node).Cast<YamlMappingNode>() : [];
}

