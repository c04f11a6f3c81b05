using Bot.Channels.Cards;
using Dialogs.Replies;

namespace Bot.Channels.Teams.Replies;

/// <summary>Choices as buttons: where Teams has no suggested actions, or not enough of them.</summary>
internal static class Buttons
{
    /// <summary>So many fit into one row of buttons; Teams hides those beyond six.</summary>
    private const int InRow = 5;

    private const int MostSuggestions = 6;

    private const string Hint = "点一下，或者直接打字回答";

    /// <summary>Answers to a question in lines of their own, since they may be long; what is not an answer in a row below.</summary>
    public static AdaptiveCard Of(Reply reply, CardTarget target)
    {
        var answers = Answers(reply);
        var (rows, others) = (reply.Choices.Where(c => answers.Contains(c.Value)), reply.Choices.Where(c => !answers.Contains(c.Value)));
        return new(
        [
            .. reply.Outcome?.Question is { } question ? [new TextBlock(question) { Weight = TextWeight.Bolder }] : (IEnumerable<CardElement>)[],
            .. answers.Count == 0 ? (IEnumerable<CardElement>)[] : [new TextBlock(Hint) { Size = TextSize.Small, IsSubtle = true }],
            .. rows.Select(c => Row(c, target)),
            .. others.Chunk(InRow).Select(chunk => new ActionSet([.. chunk.Select(c => target.Press(c.Title, c.Value))]) { Spacing = Spacing.Small }),
        ])
        {
            Speak = string.Join("，", reply.Choices.Select(c => c.Title)),
            FallbackText = string.Join("，", reply.Choices.Select(c => c.Title)),
        };
    }

    /// <summary>Something that the assistant says by itself: its words and its buttons in one card, so that a reminder can be answered long after.</summary>
    public static AdaptiveCard Announced(Reply reply, CardTarget target)
    {
        var lines = reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new(
        [
            new Container([.. lines.Select((line, i) => new TextBlock(TeamsText.Escape(line)) { Weight = i == 0 ? TextWeight.Bolder : null, Spacing = i == 0 ? null : Spacing.Small })]) { Style = ContainerStyle.Accent, Bleed = true },
            .. Basis(reply, target),
            .. reply.Choices.Chunk(InRow).Select(chunk => new ActionSet([.. chunk.Select(c => target.Press(c.Title, c.Value))])),
        ])
        {
            Speak = reply.Text,
            FallbackText = reply.Text,
        };
    }

    private static IEnumerable<CardElement> Basis(Reply reply, CardTarget target) =>
        reply is { Notice: { } notice, Citations: { IsEmpty: false } citations } ? OutcomeCard.Links(notice, citations, target) : [];

    // The words of a field's options: what a self-check asks for.
    private static HashSet<string> Answers(Reply reply) =>
        reply is { SelfCheck.Notice: { } notice } ? [.. notice.Fields.SelectMany(f => f.Options).Select(o => o.Text)] : [];

    private static Container Row(Choice choice, CardTarget target) => new([new TextBlock(choice.Title) { Color = TextColor.Accent, Weight = TextWeight.Bolder }])
    {
        Style = ContainerStyle.Emphasis,
        SelectAction = target.Press(choice.Title, choice.Value),
        Spacing = Spacing.Small,
    };

    /// <summary>A question with answers to pick from, which are better seen with it; and more choices than Teams shows as suggestions.</summary>
    public static bool Suit(Reply reply) => reply.Choices.Length > MostSuggestions || reply.Outcome is null && Answers(reply).Overlaps(reply.Choices.Select(c => c.Value));
}
