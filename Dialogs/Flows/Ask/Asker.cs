using System.Collections.Immutable;
using Dialogs.Flows.Talk;
using Dialogs.Turns;
using Dialogs.Understanding;
using Dialogs.Wording;
using Knowledge.Notices;
using Knowledge.Questions;
using Knowledge.Rules;

namespace Dialogs.Flows.Ask;

/// <summary>Answers one policy question. Pure, thread-safe.</summary>
public sealed class Asker
{
    /// <summary>The answer to somebody of whom nothing is remembered.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "A service of the shell: injected.")]
    public AskAnswer Ask(AskQuestion question) => Answer(question, null, null).Answer;

    /// <summary>The same with what a reader outside found in the question.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "A service of the shell: injected.")]
    public AskAnswer Ask(AskQuestion question, Hints hints) => HintedQuestions.Join(HintedQuestions.Answer(question, Answer(question, null, null), hints, null, null));

    /// <summary>Reads the notice's examples ahead of the first question.</summary>
    public static void Prepare(Notice notice) => NoticeLanguage.For(notice);

    /// <summary>Says, before anybody can ask, where what was learnt of the notice's examples lies: to read it is much quicker than to learn.</summary>
    /// <param name="learnt">Opens what <see cref="Save"/> wrote; null, or of another notice or program: learnt from the examples.</param>
    public static void Attach(Notice notice, Func<Stream?> learnt) => NoticeLanguage.Attach(notice, learnt);

    /// <summary>Writes what was learnt of the notice's examples, for <see cref="Attach"/> by the same build of this program.</summary>
    public static void Save(Notice notice, Stream to) => NoticeLanguage.For(notice).Save(to);

    /// <param name="context">What was answered last, for 「那…呢」; null: nothing.</param>
    /// <param name="role">Whose work the asker does, in the pack's audience words; null: not known.</param>
    internal static AskResult Answer(AskQuestion asked, TopicContext? context, string? role)
    {
        var language = NoticeLanguage.For(asked.Notice);
        var today = Today(asked.Now);
        var question = language.Reader.Read(asked.Text, today);
        var route = question.Text.Length == 0 ? new Route.Decline(null) : FollowUp.Of(language, asked.Notice, question, context, today) ?? TopicRouter.Choose(language, question);
        if (context is not null && FollowUp.Denies(question)) question = question with { Ambiguous = question.Ambiguous.Clear(), Said = question.Said.Clear() };
        role = RoleFlow.In(asked.Notice, question.Text) ?? role;
        return route switch
        {
            Route.Answer answer => Say(asked, question, answer.Topics, context, role, today) is var said && Repeats(said, context) && FollowUp.Instead(language, question, answer.Topics[0], today) is { } other
                ? Say(asked, question, [other], context, role, today)
                : said,
            Route.Clarify clarify => Clarify(asked, question, clarify.Topics),
            Route.Decline decline => Decline(asked, question, decline.Nearest),
            _ => throw new InvalidOperationException(route.GetType().Name),
        };
    }

    private static AskResult Say(AskQuestion asked, Question question, ImmutableArray<Topic> topics, TopicContext? context, string? role, DateOnly today)
    {
        var carried = context is not null && topics[0].Id == context.Topic && !FollowUp.Denies(question) ? Carried(asked.Notice, context.Facts, question, today) : Profile.Empty;
        var composed = topics is [var ofEach] && question.AsksOfEach(ofEach)
            ? OfEach(asked, question, ofEach, role, today)
            : topics.Select(t => AnswerComposer.Compose(asked.Notice, new AnswerScope(asked.Notice, t, question, asked.Facts.Over(carried), role, today))).ToList();
        var first = topics[0];
        var answer = new AskAnswer(
            Status(topics),
            first.Id,
            string.Join("\n", composed.Select(c => c.Text).Distinct()),
            [.. composed.SelectMany(c => c.Citations).Distinct()],
            [.. first.Next.Select(n => asked.Notice.Topics.Find(n)!.Title).Take(3)],
            asked.Now,
            asked.Notice);
        return new AskResult(answer, question, new TopicContext(first.Id, carried.Over(question.Facts)) { Said = Sum(answer.Text) }, topics.Any(t => t.Kind == TopicKind.Unanswerable));
    }

    /// <summary>What was said before and still holds: not what is now unclear, nor what nobody would ask of the one now asked about (which subject the engineer teaches).</summary>
    private static Profile Carried(Notice notice, Profile before, Question question, DateOnly today)
    {
        var carried = question.Ambiguous.Keys.Aggregate(before, (facts, unclear) => facts.Without(unclear));
        var now = new ConditionScope(notice, carried.Over(question.Facts), today);
        return notice.Fields.Where(f => f.AskedOf?.Evaluate(now) == Truth.False).Aggregate(carried, (facts, field) => facts.Without(field.Id));
    }

    /// <summary>One answer for each person told of; what is known of the asker holds for the asker only.</summary>
    private static List<Composed> OfEach(AskQuestion asked, Question question, Topic topic, string? role, DateOnly today)
    {
        List<Composed> each = [.. from told in question.People
            let known = told.Person.Whom == PeopleTold.You ? asked.Facts : Profile.Empty
            let of = question with { Facts = told.Read.Facts, Ambiguous = told.Read.Ambiguous, Several = told.Read.Several, Said = told.Read.Said }
            let said = AnswerComposer.Compose(asked.Notice, new AnswerScope(asked.Notice, topic, of, known, role, today))
            select said];
        // What holds for several is said once, with the last of them.
        for (var i = 0; i < each.Count; i++)
            if (Ground(each[i].Text) is { } ground && each.Skip(i + 1).Any(later => Ground(later.Text) == ground)) each[i] = each[i] with { Text = each[i].Text[..^(ground.Length + 1)] + "。" };
        return [.. each.Zip(question.People, (said, told) => said with { Text = $"{told.Person.Whom}：{said.Text}" })];
    }

    /// <summary>What stands behind an answer's first colon; null: nothing.</summary>
    private static string? Ground(string text) => text.IndexOf('：', StringComparison.Ordinal) is > 0 and var at ? text[(at + 1)..] : null;

    /// <summary>Whether a follow-up brings the very words of the last answer: then it meant something else of the same.</summary>
    private static bool Repeats(AskResult said, TopicContext? context) => context is not null && said.Context is { } now && now.Topic == context.Topic && now.Said == context.Said;

    private static AskResult Clarify(AskQuestion asked, Question question, ImmutableArray<Topic> topics) =>
        new(new AskAnswer(AskStatus.Clarify, null, AskWording.WhichOne(), [], [.. topics.Select(t => t.Title)], asked.Now, asked.Notice), question, null, false);

    private static AskResult Decline(AskQuestion asked, Question question, Topic? nearest)
    {
        var text = question.Text.Length == 0 ? AskWording.Empty() : AskWording.NotUnderstood(asked.Notice);
        return new AskResult(new AskAnswer(AskStatus.Declined, null, text, [], [], asked.Now, asked.Notice), question, null, question.Text.Length > 0) { Nearest = nearest?.Id };
    }

    /// <summary>Of several topics the first that the notice answers decides.</summary>
    private static AskStatus Status(ImmutableArray<Topic> topics) =>
        topics.Any(t => t.Kind == TopicKind.Answer) ? AskStatus.Answered
        : topics.All(t => t.Kind == TopicKind.SmallTalk) ? AskStatus.Chitchat
        : AskStatus.Declined;

    /// <summary>The same in every process.</summary>
    private static int Sum(string text) => text.Aggregate(17, (sum, c) => unchecked(sum * 31 + c));

    private static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).DateTime);
}

/// <summary>An answer and what the conversation keeps of it.</summary>
/// <param name="Context">Null: nothing to follow up on.</param>
/// <param name="Queue">True: the question is kept for HR.</param>
internal sealed record AskResult(AskAnswer Answer, Question Question, TopicContext? Context, bool Queue)
{
    public string? Nearest { get; init; }
}
