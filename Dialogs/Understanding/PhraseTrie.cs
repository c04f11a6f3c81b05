namespace Dialogs.Understanding;

/// <summary>Finds which of many phrases begin at a place of a text, the longest first. Thread-safe once filled.</summary>
internal sealed class PhraseTrie<T>
{
    private readonly List<Dictionary<char, int>?> children = [null];
    private readonly List<T?> values = [default];
    private readonly List<bool> ends = [false];

    public void Add(string phrase, T value)
    {
        var node = 0;
        foreach (var c in phrase)
        {
            var next = children[node] ??= [];
            if (!next.TryGetValue(c, out var child))
            {
                child = children.Count;
                next[c] = child;
                children.Add(null);
                values.Add(default);
                ends.Add(false);
            }
            node = child;
        }
        if (ends[node]) return;
        ends[node] = true;
        values[node] = value;
    }

    /// <summary>The longest phrase that begins at <paramref name="start"/>; its length is 0 if none does.</summary>
    public int Longest(ReadOnlySpan<char> text, int start, out T? value)
    {
        value = default;
        int node = 0, length = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (children[node] is not { } next || !next.TryGetValue(text[i], out node)) break;
            if (!ends[node]) continue;
            length = i - start + 1;
            value = values[node];
        }
        return length;
    }
}
