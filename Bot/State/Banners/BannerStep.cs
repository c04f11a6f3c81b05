using Bot.State.Conversations;
using Dialogs.Replies;
using Dialogs.Turns;

namespace Bot.State.Banners;

/// <summary>Says the banner before the answer, once to each person.</summary>
internal static class BannerStep
{
    public static TurnStep Over(TurnStep assistant, BannerBoard board) => (state, message, now) => With(board.Current, state, message, assistant(state, message, now));

    private static Turn With(Banner? banner, ConversationState before, Message message, Turn turn) =>
        banner is null || before.Banner == banner.Id || message.Chat != ChatKind.Personal || turn.Effects.Any(e => e is Effect.Erase)
            ? turn
            : turn with { State = turn.State with { Banner = banner.Id }, Replies = [new Reply { Text = $"【公告】{banner.Text}" }, .. turn.Replies] };
}
