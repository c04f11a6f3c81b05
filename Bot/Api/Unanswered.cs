using Bot.State;
using Bot.State.Conversations;
using Bot.State.Effects;
using Bot.State.Redis;
using Dialogs.Flows.Ask;
using Dialogs.Turns;

namespace Bot.Api;

/// <summary>Keeps for HR what the notice does not answer. The answer never waits for Redis nor fails with it: a question lost while Redis is away will be asked again.</summary>
internal sealed class Unanswered(QuestionQueue queue, RedisConnection redis)
{
    // Nobody's conversation: what is asked here belongs to no known person.
    private static readonly ConversationKey Place = new("api", "ask");

    public async Task KeepAsync(AskQuestion question, AskAnswer answer, CancellationToken ct)
    {
        if (answer.Status != AskStatus.Declined || !redis.IsConnected) return;
        try
        {
            var effect = new Effect.QueueQuestion(question.Notice.Id.Value, question.Text, answer.Topic);
            await queue.HandleAsync(Place, Guid.NewGuid().ToString("N"), effect, ct);
        }
        catch (StateUnavailableException)
        {
        }
    }
}
