using System.Collections.Immutable;
using Bot.Channels.Tencent.Boxes;
using Bot.Channels.Tencent.Text;
using Bot.State.Conversations;
using Dialogs.Replies;

namespace Bot.Channels.Tencent.Answers;

/// <summary>One message of an answer.</summary>
/// <param name="Choices">Not empty: the text only lists them, and buttons may take its place.</param>
internal readonly record struct TextPart(string Text, ImmutableArray<Choice> Choices)
{
    public WaitingText Waiting(string id, string? announcement) => new(id, Text, announcement) { Choices = Choices.IsEmpty ? null : [.. Choices] };
}

/// <summary>A turn as the messages that a text channel takes for it.</summary>
internal static class TextParts
{
    /// <param name="withCards">True: the last choices make a message of their own.</param>
    public static ImmutableArray<RawActivity> Render(TurnContext turn, string? heard, string site, bool withCards)
    {
        var replies = turn.Turn.Replies;
        var offered = withCards ? replies.LastOrDefault(r => !r.Choices.IsEmpty)?.Choices ?? [] : [];
        var parts = PassiveText.Split(PlainText.Blocks(replies, site, withChoices: offered.IsEmpty)).Select(text => new TextPart(text, [])).ToImmutableArray();
        if (!offered.IsEmpty) parts = parts.Add(new(string.Join('\n', offered.Select((c, i) => $"{i + 1}. {c.Title}")), offered));
        return PartActivity.Render(turn, heard, parts);
    }
}
