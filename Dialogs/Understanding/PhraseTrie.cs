namespace Dialogs.Understanding;

/// <summary>Finds the longest of many phrases that begins at a place of a text. Thread-safe once filled.</summary>
internal sealed class PhraseTrie<T>
{
    /// <summary>All edges in one table, by node and character: tens of thousands of nodes with a table each would cost many times the memory.</summary>
    private readonly Dictionary<ulong, int> edges = [];
    private readonly Dictionary<int, T> ends = [];
    private int nodes;

    /// <summary>A phrase that is there already keeps its value.</summary>
    public void Add(string phrase, T value)
    {
        var node = 0;
        foreach (var c in phrase)
        {
            if (!edges.TryGetValue(Edge(node, c), out var child)) edges[Edge(node, c)] = child = ++nodes;
            node = child;
        }
        ends.TryAdd(node, value);
    }

    /// <summary>The length of the longest phrase that begins at <paramref name="start"/>; 0 if none does.</summary>
    public int Longest(ReadOnlySpan<char> text, int start, out T? value)
    {
        value = default;
        int node = 0, length = 0;
        for (var i = start; i < text.Length && edges.TryGetValue(Edge(node, text[i]), out node); i++)
            if (ends.TryGetValue(node, out var found)) (length, value) = (i - start + 1, found);
        return length;
    }

    private static ulong Edge(int node, char c) => (ulong)(uint)node << 16 | c;
}
