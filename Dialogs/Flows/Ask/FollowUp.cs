using Dialogs.Understanding;
using Knowledge.Notices;
using Knowledge.Questions;
using Dialogs.Turns;

namespace Dialogs.Flows.Ask;

/// <summary>
/// A few words that are no question of their own: 「那兼职的呢」 says only for whom the last question is meant, 「表格呢」 of what else it is asked,
/// 「要几份」 what else is asked of the same.
/// </summary>
internal static class FollowUp
{
    private const int Longest = 12;

    /// <summary>「文化馆搞群众文化的事业编呢」 says for whom at some length.</summary>
    private const int LongestElliptic = 18;
    private const float OwnTopic = 0.72f;

    /// <summary>What the words come to beside the last topic's subject must be this likely.</summary>
    private const float Joined = 0.34f;

    /// <summary>Less likely than this, another topic is none that the words could mean.</summary>
    private const float Thinkable = 0.01f;

    /// <summary>What the message means after the last topic; null if it is a question of its own.</summary>
    public static Route? Of(NoticeLanguage language, Notice notice, Question question, TopicContext? context, DateOnly today)
    {
        if (context is null || IsLong(question) || notice.Topics.Find(context.Topic) is not { } topic) return null;
        return (AsksAnew(question) ? Elsewhere(language, question, topic, today, OwnTopic) : null) ?? SameTopic(language, question, topic) ?? Elsewhere(language, question, topic, today, Joined);
    }

    /// <summary>「司机呢」 after 「私企的呢」: the topic that the words come to with what was asked, else the likeliest other one that stands on the same clause; null if the words ask in full, or there is none.</summary>
    public static Topic? Instead(NoticeLanguage language, Question question, Topic topic, DateOnly today) => IsLong(question) || !IsElliptic(question)
        ? null
        : Elsewhere(language, question, topic, today, OwnTopic) is { Topics: [var other] } && other != topic ? other
        : language.Guess(question.Marked).Where(g => g.Probability >= Thinkable).Select(g => g.Topic).Where(t => t.Id != topic.Id && TopicRouter.SayTheSame(topic, t)).MaxBy(t => t.Needs.Count(topic.Needs.Contains));

    private static bool IsLong(Question question) => question.Text.Length > (IsElliptic(question) ? LongestElliptic : Longest);

    /// <summary>「不是老师的呢」: what was said of the one asked about before does not hold for the others.</summary>
    public static bool Denies(Question question) => IsElliptic(question) && question.Text.TrimStart('那').StartsWith("不是", StringComparison.Ordinal);

    private static Route.Answer? SameTopic(NoticeLanguage language, Question question, Topic topic)
    {
        var named = !question.Facts.Facts.IsEmpty || question.Ambiguous.Count > 0;
        if (!named || !(IsElliptic(question) || question.Forms.Count == 0)) return null;
        var guess = language.Guess(question.Marked)[0];
        return guess.Probability >= OwnTopic && guess.Topic.Id != topic.Id && !question.Text.EndsWith('呢') ? null : new Route.Answer([topic]);
    }

    /// <summary>「老师还要另外交吗」 names for whom, and asks something else too.</summary>
    private static bool AsksAnew(Question question) => !IsElliptic(question) && question.Text.Length >= ShortestAnew && question.Text.TrimEnd('?')[^1] is '吗' or '不' or '没';

    private const int ShortestAnew = 7;

    /// <summary>「等下再说」 asks nothing, so it asks nothing of the last subject either.</summary>
    private static bool SaysNothing(Question question) => !IsElliptic(question) && question.Forms.IsEmpty && question.Said.IsEmpty && question.Facts.Facts.IsEmpty && question.Ambiguous.IsEmpty;

    private static bool IsElliptic(Question question) => question.Text.StartsWith('那') || AsksOfAnother(question.Text);

    /// <summary>「图书馆的呢,也是事业单位」: the last question again, of somebody or something else.</summary>
    /// <param name="text">Normalised.</param>
    public static bool AsksOfAnother(string text) => text.TrimEnd('?').EndsWith('呢') || text.Contains("呢,", StringComparison.Ordinal);

    /// <summary>The message with the subject of the last topic before it, or with what was asked there behind it.</summary>
    private static Route.Answer? Elsewhere(NoticeLanguage language, Question question, Topic topic, DateOnly today, float least)
    {
        var alone = language.Guess(question.Marked)[0];
        if (alone.Topic.Kind is TopicKind.SmallTalk or TopicKind.Refused && alone.Probability >= Joined) return null;
        if (alone.Probability >= OwnTopic && !IsElliptic(question) && (alone.Topic.Kind == TopicKind.Unanswerable || !question.Forms.IsEmpty)) return null;
        if (SaysNothing(question)) return null;
        var (subject, rest) = language.Divide(topic);
        var words = question.Text.TrimStart('那').TrimEnd('呢', '?');
        var instead = IsElliptic(question) && question.Forms.Count == 0;
        var joined = instead ? words + rest : subject + words;
        if (words.Length == 0 || subject.Length == 0 || question.Text.Contains(subject, StringComparison.Ordinal)) return null;
        var guess = language.Guess(language.Reader.Marked(joined, today))[0];
        var likelier = instead || guess.Probability > alone.Probability || (question.Said.IsEmpty && question.Facts.Facts.IsEmpty);
        return likelier && guess.Probability >= least && guess.Topic.Kind is TopicKind.Answer or TopicKind.Unanswerable ? new Route.Answer([guess.Topic]) : null;
    }
}
