using System.Collections.Immutable;
using Bot.Channels.Teams.Activities;
using Bot.Channels.Teams.Connector;
using Bot.Channels.Teams.References;
using Bot.Channels.Teams.Replies;
using Bot.State;
using Bot.State.Conversations;
using Bot.State.Time;
using Dialogs.Replies;
using Dialogs.Turns;

namespace Bot.Channels.Teams.Incoming;

/// <summary>Takes an activity through its turn: understood, answered, committed. What it brings is sent by whoever asked for it.</summary>
internal sealed class TeamsTurns(TurnRunner turns, TurnStep step, Assistant assistant, ConversationReferences references, TeamsReplies replies, NoticeClock clock)
{
    public const string Away = "暂时连不上存储，这句没有收下；您的进度都在，请稍等片刻再发。";
    private const string Greeting = "greeting";
    private static readonly TurnOutcome Nothing = new(0, [], false);

    /// <summary>False: there is nothing to do about it, it is only acknowledged.</summary>
    public static bool Concerns(TeamsActivity activity) => KindOf(activity) != Kind.Other;

    /// <summary>A repeat brings the same activities, marked as repeated. What goes through the Connector stays with the record until it has gone.</summary>
    /// <exception cref="StateUnavailableException">Nothing was committed.</exception>
    public Task<TurnOutcome> RunAsync(TeamsActivity activity, CancellationToken ct) => KindOf(activity) switch
    {
        Kind.Message => AnswerAsync(activity, ct),
        Kind.Added => GreetAsync(activity, ct),
        Kind.Removed => ForgetAsync(activity, ct),
        Kind.Ended => EndAsync(activity, ct),
        _ => Task.FromResult(Nothing),
    };

    private enum Kind { Other, Message, Added, Removed, Ended }

    private static Kind KindOf(TeamsActivity activity) => activity switch
    {
        { Type: "message" } => Kind.Message,
        { Type: "installationUpdate", Action: "add" or "add-upgrade" } or { Type: "conversationUpdate", BotAdded: true } => Kind.Added,
        { Type: "installationUpdate", Action: "remove" or "remove-upgrade" } or { Type: "conversationUpdate", BotRemoved: true } => Kind.Removed,
        { Type: "endOfConversation" } => Kind.Ended,
        _ => Kind.Other,
    };

    private async Task<TurnOutcome> AnswerAsync(TeamsActivity activity, CancellationToken ct)
    {
        var said = Hearing.Clean(activity.Said);
        var message = new Message
        {
            Id = activity.Id ?? Guid.NewGuid().ToString("N"),
            Text = said ?? Hearing.Clean(activity.Text) ?? "",
            Pressed = said is not null,
            Chat = activity.IsGroup ? ChatKind.Group : ChatKind.Personal,
        };
        await RememberAsync(activity, ct);
        return Hearing.Instead(step, clock, message, activity.HasFiles) is { } instead
            ? await RunAsync(activity, message.Id, instead, ct)
            : activity.ExpectsReplies
            ? await turns.RunAsync(activity.Key, message, Render(activity), ct)
            : await turns.PostAsync(activity.Key, message, Render(activity), DestinationOf(activity).ToJson(), ct);
    }

    /// <summary>The bot was added: it says once what it is for.</summary>
    private async Task<TurnOutcome> GreetAsync(TeamsActivity activity, CancellationToken ct)
    {
        await RememberAsync(activity, ct);
        return await RunAsync(activity, Greeting, state => Greet(state, activity), ct);
    }

    /// <summary>Changes the state by words that nobody sees, as the tick of a card does.</summary>
    public Task<TurnOutcome> SilentlyAsync(TeamsActivity activity, Func<ConversationState, ConversationState> change, CancellationToken ct) =>
        turns.RunAsync(activity.Key, $"invoke:{activity.Id ?? Guid.NewGuid().ToString("N")}", state => new Turn(change(state), [], []), Render(activity), ct);

    /// <summary>The bot was removed: nobody is to be written to.</summary>
    private async Task<TurnOutcome> ForgetAsync(TeamsActivity activity, CancellationToken ct)
    {
        await references.ForgetAsync(activity.Key, ct);
        return Nothing;
    }

    /// <summary>The channel says that the conversation is over: nothing of it is kept.</summary>
    private Task<TurnOutcome> EndAsync(TeamsActivity activity, CancellationToken ct) =>
        turns.RunAsync(activity.Key, activity.Id ?? Guid.NewGuid().ToString("N"), _ => new Turn(new(), [], [new Effect.Erase()]), Render(activity), ct);

    public static Addressing AddressingOf(TeamsActivity activity) =>
        new(activity.ConversationId!, activity.Recipient, activity.From, activity.Type == "message" ? activity.Id : null, activity.IsGroup);

    public static Destination DestinationOf(TeamsActivity activity) =>
        new(new(activity.ServiceUrl!), activity.ConversationId!, activity.TenantId, activity.Type == "message" ? activity.Id : null);

    private Task<TurnOutcome> RunAsync(TeamsActivity activity, string id, Func<ConversationState, Turn> turn, CancellationToken ct) => activity.ExpectsReplies
        ? turns.RunAsync(activity.Key, id, turn, Render(activity), ct)
        : turns.PostAsync(activity.Key, id, turn, Render(activity), DestinationOf(activity).ToJson(), ct);

    private Func<TurnContext, ImmutableArray<RawActivity>> Render(TeamsActivity activity) => turn => replies.Render(turn, AddressingOf(activity));

    // Only whom we may write to by ourselves: people, not groups.
    private Task RememberAsync(TeamsActivity activity, CancellationToken ct) =>
        !activity.IsGroup && ConversationReference.Of(activity) is { } reference ? references.KeepAsync(activity.Key, reference, ct) : Task.CompletedTask;

    private Turn Greet(ConversationState state, TeamsActivity activity)
    {
        var welcome = assistant.Welcome(state, clock.Now);
        if (!activity.IsGroup) return welcome;
        var name = welcome.Replies.Select(r => r.Notice?.ShortName).FirstOrDefault(n => n is not null);
        return welcome with { Replies = [new Reply { Text = $"大家好，我是{name}的政策助手。在这里 @我 问政策，我按通知原文回答；自查和个人的事请私聊我。", InPersonalChat = true }] };
    }
}
