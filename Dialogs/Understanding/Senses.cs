using System.Reflection;
using Dialogs.Language;

namespace Dialogs.Understanding;

/// <summary>Everyday words that come to the same, from <c>senses.txt</c>: what the examples of a topic teach of one holds for the others.</summary>
internal static class Senses
{
    private static readonly PhraseTrie<int> Forms = Read();

    /// <summary>The senses of a normalised text in order of appearance, each once.</summary>
    public static void Find(ReadOnlySpan<char> text, List<int> found)
    {
        for (var i = 0; i < text.Length;)
        {
            var length = Forms.Longest(text, i, out var sense);
            if (length > 0 && !found.Contains(sense)) found.Add(sense);
            i += Math.Max(length, 1);
        }
    }

    private static PhraseTrie<int> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Dialogs.Understanding.senses.txt")!;
        using var reader = new StreamReader(stream);
        var forms = new PhraseTrie<int>();
        var sense = 0;
        while (reader.ReadLine() is { } line)
            if (line is [not '#', ..] && line.Split(':', 2) is [_, var words])
            {
                foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries)) forms.Add(TextNormalizer.NormalizeText(word), sense);
                sense++;
            }
        return forms;
    }
}
