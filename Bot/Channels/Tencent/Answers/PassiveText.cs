using System.Collections.Immutable;
using Bot.Channels.Tencent.Boxes;
using Bot.Channels.Tencent.Text;

namespace Bot.Channels.Tencent.Answers;

/// <summary>What goes back in the response: the beginning of the answer, and as much of what waits as fits under it.</summary>
internal static class PassiveText
{
    public const string Continue = "继续";
    /// <summary>What surely goes out as one message: beside it stand its choices, or a word on what it follows.</summary>
    public const int MostOfOne = TextSplitter.MostBytes - 148;

    private const string Between = "\n\n";
    private const string Doubted = $"{Between}（前面有一段可能没发到，回复“{Continue}”再看一遍）";

    /// <summary>A text as messages; where it takes several, each leaves room to say that there are more.</summary>
    public static ImmutableArray<string> Split(IEnumerable<TextBlock> blocks)
    {
        ImmutableArray<TextBlock> all = [.. blocks];
        return TextSplitter.Split(all) is { Length: < 2 } whole ? whole : TextSplitter.Split(all, TextSplitter.MostBytes - TextSplitter.Bytes(Hint(99)));
    }

    /// <param name="follows">True: the rest is sent by itself, right afterwards.</param>
    /// <param name="asked">True: the person asked for what waits, also where they may have got it already.</param>
    /// <returns>The text, and what still waits then. Empty text: there is nothing to say.</returns>
    public static (string Text, ImmutableArray<WaitingText> Left) Compose(string messageId, ImmutableArray<TextPart> parts, ImmutableArray<WaitingText> waiting, bool follows, bool asked)
    {
        // Who was told of a doubtful one and did not ask for it does not need it.
        ImmutableArray<WaitingText> doubtful = asked ? [] : [.. waiting.Where(w => w.Doubt == Doubt.Open)];
        ImmutableArray<WaitingText> sure = asked ? [.. waiting.Select(w => w with { Doubt = Doubt.None })] : [.. waiting.Where(w => w.Doubt == Doubt.None)];
        var (text, left) = Compose(messageId, parts, sure, follows, TextSplitter.MostBytes - (doubtful.IsEmpty ? 0 : TextSplitter.Bytes(Doubted)));
        if (doubtful.IsEmpty) return (text, left);
        var isTold = text.Length > 0 && TextSplitter.Bytes(text + Doubted) <= TextSplitter.MostBytes;
        return isTold ? (text + Doubted, [.. doubtful.Select(w => w with { Doubt = Doubt.Told }), .. left]) : (text, [.. doubtful, .. left]);
    }

    private static (string Text, ImmutableArray<WaitingText> Left) Compose(string messageId, ImmutableArray<TextPart> parts, ImmutableArray<WaitingText> waiting, bool follows, int most)
    {
        var rest = parts.Skip(1).Select((part, i) => part.Waiting($"{messageId}#{i + 1}", null));
        // What was announced first: it is short and may be late; then the rest of this answer; then what is left of earlier ones.
        ImmutableArray<WaitingText> all = [.. waiting.Where(w => w.Announcement is not null), .. rest, .. waiting.Where(w => w.Announcement is null)];
        var (text, left) = Fill(First(parts), all, most, follows);
        if (follows || left.IsEmpty) return (text, left);
        // Once more with room for the hint.
        (text, left) = Fill(First(parts), all, most - TextSplitter.Bytes(Hint(all.Length)), follows);
        return (TextSplitter.Bytes(text + Hint(left.Length)) <= most ? text + Hint(left.Length) : text, left);
    }

    private static (string Text, ImmutableArray<WaitingText> Left) Fill(string text, ImmutableArray<WaitingText> waiting, int most, bool follows)
    {
        var left = ImmutableArray.CreateBuilder<WaitingText>();
        foreach (var item in waiting)
        {
            var longer = text.Length == 0 ? item.Text : text + Between + item.Text;
            var inOrder = item.Announcement is not null || left.All(l => l.Announcement is not null);
            // Buttons are worth a message of their own, where one follows.
            if (inOrder && !(follows && item.Choices is not null) && (text.Length == 0 || TextSplitter.Bytes(longer) <= most)) text = longer;
            else left.Add(item);
        }
        return (text, left.ToImmutable());
    }

    private static string First(ImmutableArray<TextPart> parts) => parts.IsEmpty ? "" : parts[0].Text;

    private static string Hint(int count) => $"{Between}（还有{count}段，回复“{Continue}”接着看）";
}
