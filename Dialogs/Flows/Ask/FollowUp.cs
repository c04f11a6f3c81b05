using Dialogs.Understanding;
using Knowledge.Notices;
using Dialogs.Turns;

namespace Dialogs.Flows.Ask;

/// <summary>「那兼职的呢」: a few words that say only for whom or for what else the last question is meant.</summary>
internal static class FollowUp
{
    private const int Longest = 12;
    private const float OwnTopic = 0.72f;

    /// <summary>The last topic again if the message is no question of its own; else null.</summary>
    public static Route? Of(NoticeLanguage language, Notice notice, Question question, TopicContext? context)
    {
        if (context is null || question.Text.Length > Longest || notice.Topics.Find(context.Topic) is not { } topic) return null;
        var named = !question.Facts.Facts.IsEmpty || question.Ambiguous.Count > 0;
        if (!named || !(question.Text.EndsWith('呢') || question.Text.StartsWith('那') || question.Forms.Count == 0)) return null;
        var guess = language.Guess(question.Marked)[0];
        return guess.Probability >= OwnTopic && guess.Topic.Id != topic.Id && !question.Text.EndsWith('呢') ? null : new Route.Answer([topic]);
    }
}
