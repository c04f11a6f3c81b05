using System.Collections.Immutable;
using Bot.Channels.Tencent.Boxes;
using Bot.Channels.Tencent.Text;

namespace Bot.Channels.Tencent.Answers;

/// <summary>What goes back in the response: the beginning of the answer, and as much of what waits as fits under it.</summary>
internal static class PassiveText
{
    public const string Continue = "继续";
    private const string Between = "\n\n";

    /// <summary>A text as messages; where it takes several, each leaves room to say that there are more.</summary>
    public static ImmutableArray<string> Split(IEnumerable<TextBlock> blocks)
    {
        ImmutableArray<TextBlock> all = [.. blocks];
        return TextSplitter.Split(all) is { Length: < 2 } whole ? whole : TextSplitter.Split(all, TextSplitter.MostBytes - TextSplitter.Bytes(Hint(99)));
    }

    /// <param name="follows">True: the rest is sent by itself, right afterwards.</param>
    /// <returns>The text, and what still waits then. Empty text: there is nothing to say.</returns>
    public static (string Text, ImmutableArray<WaitingText> Left) Compose(string messageId, ImmutableArray<string> parts, ImmutableArray<WaitingText> waiting, bool follows)
    {
        var rest = parts.Skip(1).Select((text, i) => new WaitingText($"{messageId}#{i + 1}", text));
        // What was announced first: it is short and may be late; then the rest of this answer; then what is left of earlier ones.
        ImmutableArray<WaitingText> all = [.. waiting.Where(w => w.Announcement is not null), .. rest, .. waiting.Where(w => w.Announcement is null)];
        var (text, left) = Fill(parts.FirstOrDefault() ?? "", all, TextSplitter.MostBytes);
        if (follows || left.IsEmpty) return (text, left);
        // Once more with room for the hint.
        (text, left) = Fill(parts.FirstOrDefault() ?? "", all, TextSplitter.MostBytes - TextSplitter.Bytes(Hint(all.Length)));
        return (TextSplitter.Bytes(text + Hint(left.Length)) <= TextSplitter.MostBytes ? text + Hint(left.Length) : text, left);
    }

    private static (string Text, ImmutableArray<WaitingText> Left) Fill(string text, ImmutableArray<WaitingText> waiting, int most)
    {
        var left = ImmutableArray.CreateBuilder<WaitingText>();
        foreach (var item in waiting)
        {
            var longer = text.Length == 0 ? item.Text : text + Between + item.Text;
            var inOrder = item.Announcement is not null || left.All(l => l.Announcement is not null);
            if (inOrder && (text.Length == 0 || TextSplitter.Bytes(longer) <= most)) text = longer;
            else left.Add(item);
        }
        return (text, left.ToImmutable());
    }

    private static string Hint(int count) => $"{Between}（还有{count}段，回复“{Continue}”接着看）";
}
