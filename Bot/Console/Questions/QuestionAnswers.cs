using Bot.Broadcasts;
using Bot.Delivery;
using Bot.State.Conversations;
using Bot.State.Effects;

namespace Bot.HrConsole.Questions;

/// <param name="Sent">Got it, or get it with their next message.</param>
/// <param name="Waiting">Could not be reached now; their questions stay.</param>
/// <param name="Gone">Cannot be reached any more.</param>
internal sealed record AnswersSent(int Sent, int Waiting, int Gone);

/// <summary>Tells those who asked what HR answers. Each is told once, however often they asked and the button is pressed.</summary>
internal sealed class QuestionAnswers(Deliverer deliverer, QuestionQueue queue)
{
    public async Task<AnswersSent> SendAsync(string group, QuestionCluster cluster, string answer, CancellationToken ct)
    {
        var (sent, waiting, gone) = (0, 0, 0);
        foreach (var person in cluster.Questions.GroupBy(q => new ConversationKey(q.Question.Channel, q.Question.Conversation)))
        {
            // The first of their questions names the answer: pressed again, it is the same.
            var first = person.OrderBy(q => q.Question.At).First();
            var said = Announcements.Answer($"{first.Effect}-{Tag(answer)}", $"您之前问过：“{first.Question.Question}”\n工作人员答复：{answer}");
            switch (await deliverer.SendAsync(person.Key, said, ct))
            {
                case DeliveryResult.Passing:
                    waiting++;
                    continue;
                case DeliveryResult.Refused:
                    gone++;
                    break;
                default:
                    sent++;
                    break;
            }
            foreach (var question in person) await queue.RemoveAsync(group, person.Key, question.Effect, ct);
        }
        return new(sent, waiting, gone);
    }

    private static string Tag(string answer) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(answer)).AsSpan(0, 4));
}
