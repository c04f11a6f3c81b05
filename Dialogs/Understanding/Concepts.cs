using Dialogs.Language;
using Knowledge.Questions;

namespace Dialogs.Understanding;

/// <summary>
/// Which concepts a text names: words of the notice from its pack, and the words that shape a question from <c>question-words.txt</c>.
/// Longest form first; a character belongs to one form only, a form to one concept or several.
/// </summary>
internal sealed class Concepts
{
    private readonly PhraseTrie<int[]> trie = new();
    private readonly List<string> ids = [];

    public Concepts(IEnumerable<Concept> concepts)
    {
        var forms = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var concept in concepts) Add(concept.Id, concept.Forms, forms);
        OwnCount = ids.Count;
        foreach (var (id, words) in QuestionWords.All) Add(id, words, forms);
        foreach (var (form, of) in forms) trie.Add(form, [.. of]);
    }

    /// <summary>Ids below this are the notice's own, the rest are question words.</summary>
    public int OwnCount { get; }

    public int Count => ids.Count;

    public string Id(int concept) => ids[concept];

    /// <summary>The concepts of a normalised text in order of appearance, each once.</summary>
    public void Find(ReadOnlySpan<char> text, List<int> found)
    {
        for (var i = 0; i < text.Length;)
        {
            var length = trie.Longest(text, i, out var concepts);
            if (length == 0) { i++; continue; }
            foreach (var concept in concepts!)
                if (!found.Contains(concept)) found.Add(concept);
            i += length;
        }
    }

    /// <summary>The first of the notice's own words in a normalised text, and the text without all of them: what is spoken of, and what is asked of it.</summary>
    public (string Subject, string Asked) Divide(string text)
    {
        var (subject, rest) = ("", new System.Text.StringBuilder());
        for (var i = 0; i < text.Length;)
        {
            var length = trie.Longest(text, i, out var concepts);
            if (length == 0 || concepts!.All(c => c >= OwnCount)) { rest.Append(text, i, Math.Max(length, 1)); i += Math.Max(length, 1); continue; }
            if (subject.Length == 0) subject = text.Substring(i, length);
            i += length;
        }
        return (subject, rest.ToString());
    }

    private void Add(string id, IEnumerable<string> words, Dictionary<string, List<int>> forms)
    {
        var index = ids.IndexOf(id);
        if (index < 0) { index = ids.Count; ids.Add(id); }
        foreach (var word in words.Select(TextNormalizer.NormalizeText))
        {
            if (!forms.TryGetValue(word, out var of)) forms[word] = of = [];
            if (!of.Contains(index)) of.Add(index);
        }
    }
}
