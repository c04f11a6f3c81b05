using System.Globalization;
using System.Text.RegularExpressions;
using Dialogs.Flows.Ask;
using Dialogs.Flows.Checks;
using Dialogs.Language;
using Dialogs.Recognizers.Commands;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;
using Knowledge.Rules;

namespace Dialogs.Flows.Talk;

/// <summary>Somebody says whether an answer helped: by a button under it, however late, or in words right after it.</summary>
internal static partial class RatingFlow
{
    /// <summary>Of so many answers it is remembered what was asked.</summary>
    public const int Remembered = 3;

    private const int LongestQuestion = 200;
    private const int LongestWords = 16;

    public static bool Takes(Heard heard) => Read(heard) is not null;

    public static Spoken Run(Heard heard)
    {
        var rating = Read(heard)!;
        var text = rating.Useful ? TalkWording.ThanksUseful() : rating.Question is null ? TalkWording.ThanksUseless() : TalkWording.PassedOn(heard.Notice);
        // What was offered stays on offer: the thanks take nothing away.
        var said = new Spoken(heard.State, new Reply { Text = text, Choices = heard.State.Offered }) { Effects = [rating] };
        return heard.State.Check is { Active: true } ? CheckReplies.Beside(heard, CheckSession.Of(heard), said, Profile.Empty) : said;
    }

    /// <summary>Puts the offer on the turn's answers and remembers them. In the middle of a self-check, and in a group, nothing is offered.</summary>
    public static ConversationState Offer(Heard heard, ConversationState state, Reply[] replies)
    {
        var offers = !heard.IsGroup && state.Check is not { Active: true };
        var last = state.Rateable?.Last ?? [];
        var fresh = false;
        for (var i = 0; i < replies.Length; i++)
        {
            if (!offers || replies[i].Ask is not { Status: AskStatus.Answered, Topic: { } topic }) continue;
            var answer = new RateableAnswer((last.IsEmpty ? 0 : last[^1].Number) + 1, topic, Asked(heard));
            last = [.. last.TakeLast(Remembered - 1), answer];
            replies[i] = replies[i] with { Rating = new(Word(answer, useful: true), Word(answer, useful: false)) };
            fresh = true;
        }
        return fresh ? state with { Rateable = new(last, true) }
            : state.Rateable is { Fresh: true } kept && !Takes(heard) ? state with { Rateable = kept with { Fresh = false } }
            : state;
    }

    private static string Asked(Heard heard) => PersonalDataMask.Apply(heard.Said) is var said && said.Length > LongestQuestion ? $"{said[..LongestQuestion]}…" : said;

    private static string Word(RateableAnswer answer, bool useful) => string.Create(CultureInfo.InvariantCulture, $"{(useful ? "有用" : "没用")}（答{answer.Number}·{answer.Topic}）");

    private static Effect.Rate? Read(Heard heard) => Pressed(heard) ?? InWords(heard);

    private static Effect.Rate? Pressed(Heard heard)
    {
        if (heard.IsGroup || Named().Match(heard.Said) is not { Success: true } match || heard.Notice.Topics.Find(match.Groups[3].Value) is not { } topic) return null;
        var number = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        var known = heard.State.Rateable?.Last.FirstOrDefault(a => a.Number == number && a.Topic == topic.Id);
        return new(heard.Notice.Id.Value, topic.Id, number, match.Groups[1].ValueSpan is "有用", known?.Question);
    }

    private static Effect.Rate? InWords(Heard heard)
    {
        if (heard is { IsGroup: true } or { Picked: not null } || heard.State.Rateable is not { Fresh: true, Last: [.., var last] } || heard.Text.Length > LongestWords) return null;
        bool? useful = CommandReader.IsOneOf(heard.Text, CommandWords.Named("useful")) ? true : CommandReader.IsOneOf(heard.Text, CommandWords.Named("useless")) ? false : null;
        return useful is { } word && heard.Notice.Topics.Find(last.Topic) is not null ? new(heard.Notice.Id.Value, last.Topic, last.Number, word, last.Question) : null;
    }

    [GeneratedRegex("^(有用|没用)（答([1-9][0-9]{0,6})·([a-z0-9-]{1,60})）$")]
    private static partial Regex Named();
}
