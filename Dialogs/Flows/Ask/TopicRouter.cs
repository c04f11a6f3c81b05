using System.Collections.Immutable;
using Dialogs.Understanding;
using Knowledge.Questions;

namespace Dialogs.Flows.Ask;

/// <summary>What to do about a question. A closed set.</summary>
internal abstract record Route
{
    private Route() { }

    /// <summary>Say what these topics say, in this order.</summary>
    public sealed record Answer(ImmutableArray<Topic> Topics) : Route;

    /// <summary>Ask which of these is meant.</summary>
    public sealed record Clarify(ImmutableArray<Topic> Topics) : Route;

    /// <summary>Say honestly that it is not known.</summary>
    /// <param name="Nearest">The topic that came nearest, for HR; null: none did.</param>
    public sealed record Decline(Topic? Nearest) : Route;
}

/// <summary>
/// Chooses topics for a question. Whole message and the parts that ask are weighed together; what is not likely is declined: a wrong answer is
/// worse than none.
/// </summary>
internal static class TopicRouter
{
    private const float Sure = 0.34f;
    private const float Likely = 0.24f;
    private const float Twice = 2f;

    /// <summary>How likely the topic of a part must be, if one, two, three or more of its characters are new to it.</summary>
    private static readonly float[] SureThough = [0.34f, 0.55f, 0.7f];

    /// <summary>With so many characters new to it a topic is not offered as what may be meant.</summary>
    private const int MostStrange = 2;

    /// <summary>Two topics that cite the same clause say much the same: together this likely, the likelier is taken.</summary>
    private const float SureTogether = 0.38f;
    private const float LikelierOfTwo = 0.3f;
    /// <summary>A message without a Chinese character (code, figures) resembles some question by chance.</summary>
    private const float SureOfLetters = 0.9f;
    /// <summary>One of two is meant, and it is not clear which: both are short, so both are said.</summary>
    private const float SureOfTwo = 0.75f;
    private const float AlsoMeant = 0.25f;

    /// <summary>The second is nearly as likely as the first: both are said, however sure the first would be by itself.</summary>
    private const float AsLikely = 0.4f;

    /// <summary>The second is as likely, and at home with a fact that is named: that one is meant.</summary>
    private const float NearlyAs = 0.8f;
    private const float PartSure = 0.45f;

    /// <summary>Nothing was taken, and what the notice does not say comes so near to the likeliest: that is said, for it is true of the same thing.</summary>
    private const float NearMiss = 0.35f;
    private const float LikelyUnsaid = 0.18f;

    /// <summary>A bare fact (「兽医能报不」) is not taken for something that the notice does not say, unless it is so likely.</summary>
    private const float SureUnsaid = 0.6f;

    /// <summary>Hardly two things of the question stand together in any example of the topic.</summary>
    private const float HardlyExplained = 0.95f;

    /// <summary>So likely a topic is taken whatever words another is guarded by.</summary>
    private const float Unguarded = 0.97f;

    /// <summary>A topic none of whose needed words is there.</summary>
    private const float SureUnnamed = 0.55f;
    private const int ShortMessage = 22;
    private const int ShortestAlone = 6;

    /// <summary>So many characters beside what was recognised say hardly anything else.</summary>
    private const int HardlyMore = 7;

    /// <summary>What is asked beside a fact must be the topic at home with it by so much.</summary>
    private const float LikelyHome = 0.2f;

    /// <summary>So likely something else is asked that a fact named beside it is not the question (「公示用不用电视台播」).</summary>
    private const float LikelyElse = 0.5f;

    /// <summary>A message that asks when, where, who, how long or why is about more than the fact that it names.</summary>
    private static readonly string[] OtherQuestions = ["q_when", "q_where", "q_who", "q_howlong", "q_why", "q_how"];
    private const float Possible = 0.10f;

    /// <summary>A part so much less likely to be of its topic than the whole of its own (「我心里没底」) takes nothing from it.</summary>
    private const float Weak = 0.5f;

    /// <summary>Of 179 second questions of labelled messages one has less weight in the whole, of 102 parts of stories 56.</summary>
    private const float NoWeight = 0.005f;

    /// <summary>A short message has no room for a story: a clause this sure of its topic asks.</summary>
    private const float SureBeside = 0.65f;

    public static Route Choose(NoticeLanguage language, Question question)
    {
        var (guesses, parts) = Guess(language, question);
        if (OfEach(question, guesses) is { } ofEach) return ofEach;
        var certain = guesses is [{ Probability: >= Unguarded } likeliest, ..] ? likeliest.Topic : null;
        var route = SeveralAnswers(parts) is { Length: > 1 } several && (certain is null || several.Contains(certain)) ? new Route.Answer(several) : Decide(language, question, guesses);
        var first = route switch
        {
            Route.Answer { Topics: [{ Kind: TopicKind.Answer or TopicKind.Unanswerable } only] } => only,
            Route.Clarify clarify => clarify.Topics[0],
            Route.Decline decline => decline.Nearest,
            _ => null,
        };
        if (first is null || language.IsExample(question.Marked)) return route;
        var beyondDoubt = guesses[0] is { Probability: >= Unguarded, Strange: 0 } && guesses[0].Topic == first;
        if (language.GuardOf(question.Asked, first) is { } guard && (guard.Kind == TopicKind.Refused || (first.Kind == TopicKind.Answer && !beyondDoubt))) return new Route.Answer([guard]);
        return first.Kind == TopicKind.Answer && !(beyondDoubt && first.Claim is not Claim.Closes) && language.GuardOfYear(question, first) is { } other ? new Route.Answer([other]) : route;
    }

    /// <summary>The likeliest topics of the whole message, and those of each part of it.</summary>
    internal static (ImmutableArray<TopicGuess> Whole, ImmutableArray<ImmutableArray<TopicGuess>> Parts) Guess(NoticeLanguage language, Question question)
    {
        var whole = Possibles(language, question, question.Marked);
        ImmutableArray<ImmutableArray<TopicGuess>> parts = question.Parts.Length == 1 && question.Parts[0] == question.Text
            ? []
            : [.. question.Parts.Select(p => (Text: p, Guesses: OfPart(language, question, p))).Where(p => p.Guesses.Length > 0 && (question.Closes(p.Text) || !IsTold(p.Guesses[0], question, whole))).Select(p => p.Guesses)];
        return (parts.IsEmpty ? Besides(language, question, whole) : Blend(whole, parts), parts);
    }

    /// <summary>A part of a long message which the whole gives no weight at all (「二嫂问我图个啥」) belongs to the story: nobody asks it here.</summary>
    private static bool IsTold(TopicGuess part, Question question, ImmutableArray<TopicGuess> whole) =>
        (question.Text.Length > QuestionParts.Short || part.Strange > 0 || part.Probability < SureBeside) && !whole.Any(g => g.Topic == part.Topic && g.Probability >= NoWeight);

    /// <summary>A short message of several clauses one of which asks: where that clause is of the same topic, what is new in the story beside it does not count.</summary>
    private static ImmutableArray<TopicGuess> Besides(NoticeLanguage language, Question question, ImmutableArray<TopicGuess> whole)
    {
        if (whole.IsEmpty || whole[0].Strange == 0 || question.Asking is not { } asking || Possibles(language, question, question.MarkedPart(asking)) is not [var part, ..] beside || part.Topic != whole[0].Topic) return whole;
        var others = whole.Skip(1).Select(g => g with { Probability = (g.Probability + (beside.FirstOrDefault(b => b.Topic == g.Topic)?.Probability ?? 0)) / 2 });
        return [.. others.Prepend(whole[0] with { Probability = MathF.Max(whole[0].Probability, part.Probability), Strange = Math.Min(whole[0].Strange, part.Strange), Unexplained = MathF.Min(whole[0].Unexplained, part.Unexplained) })];
    }

    /// <summary>A part is read with the story before it and without, whichever is surer.</summary>
    private static ImmutableArray<TopicGuess> OfPart(NoticeLanguage language, Question question, string part)
    {
        var all = Possibles(language, question, question.MarkedPart(part));
        var last = part[(part.LastIndexOf(',') + 1)..];
        if (last.Length == part.Length || last.Length < ShortestAlone) return all;
        var alone = Possibles(language, question, question.MarkedPart(last));
        return alone.Length > 0 && (all.Length == 0 || alone[0].Probability > all[0].Probability) ? alone : all;
    }

    private static ImmutableArray<TopicGuess> Possibles(NoticeLanguage language, Question question, MarkedText text) =>
        [.. language.Guess(text).Where(g => question.Meets(g.Topic) || g.Probability >= SureUnnamed)];

    private static Route Decide(NoticeLanguage language, Question question, ImmutableArray<TopicGuess> guesses)
    {
        if (guesses.IsEmpty) return new Route.Decline(null);
        var (best, next) = (guesses[0], guesses.Length > 1 ? guesses[1] : guesses[0] with { Probability = 0 });
        if (best.Topic.Kind == TopicKind.OffTopic && next.Topic.Kind == TopicKind.Unanswerable && best.Probability < Twice * next.Probability) return new Route.Answer([next.Topic]);
        if (best.Topic.Kind == TopicKind.OffTopic && next.Topic.Kind == TopicKind.Answer && best.Probability < Twice * next.Probability && next.Strange == 0 && next.Topic.HomeOf.Any(question.Facts.Knows)) return new Route.Answer([next.Topic]);
        if (best.Topic.Kind == TopicKind.Unanswerable && next.Topic.Kind == TopicKind.Answer && best.Topic.Guard?.Holds(next.Topic.Id) != true && question.Text.Contains(',', StringComparison.Ordinal) && BothMeant(best, next)) return new Route.Answer([next.Topic, best.Topic]);
        if (best.Topic.Kind == TopicKind.Unanswerable && next.Topic.Kind != TopicKind.OffTopic && (best.Probability < SureUnsaid || best.Unexplained >= HardlyExplained && best.Probability < Unguarded) && BareFact(language, question, language.Homes.Take(1)) is { } named) return named;
        if (best.Topic.Kind != TopicKind.Answer) return best.Probability >= Possible ? new Route.Answer([best.Topic]) : (Route?)Home(language, question, guesses) ?? new Route.Decline(best.Topic);
        if (best.Probability < SureOfLetters && !question.Recognized.Dates.Any() && !question.Text.Any(c => c is >= '\u4e00' and <= '\u9fff')) return new Route.Decline(best.Topic);
        if (Counting(question, guesses) is { } counting) return counting;
        if (next.Topic.Kind == TopicKind.Answer && next.Probability >= MathF.Max(AsLikely, NearlyAs * best.Probability) && next.Topic.HomeOf.Any(question.Names)) return new Route.Answer([next.Topic]);
        if (next.Topic.Kind == TopicKind.Answer && next.Probability >= AsLikely && BothMeant(best, next) && !SayTheSame(best.Topic, next.Topic)) return new Route.Answer([best.Topic, next.Topic]);
        if (Trust.Allows(best, next, question.Text.Length)) return new Route.Answer([best.Topic]);
        if (language.WindowNamed(question) is { } window) return new Route.Answer([window]);
        if (MayI(question, guesses) is { } mayI) return mayI;
        if (best.Probability >= LikelierOfTwo && best.Probability + next.Probability >= SureTogether && SayTheSame(best.Topic, next.Topic)) return new Route.Answer([best.Topic]);
        if (next.Topic.Kind == TopicKind.Unanswerable && next.Probability >= LikelyUnsaid && next.Probability >= NearMiss * best.Probability) return new Route.Answer([next.Topic]);
        if (Home(language, question, guesses) is { } home) return home;
        if (BothMeant(best, next) && next.Topic.Kind is TopicKind.Answer or TopicKind.Unanswerable) return new Route.Answer([best.Topic, next.Topic]);
        var possible = guesses.Where(g => g.Probability >= Possible && g.Strange < MostStrange && g.Topic.Kind == TopicKind.Answer).Take(3).Select(g => g.Topic).ToImmutableArray();
        return possible.Length > 1 ? new Route.Clarify(possible) : new Route.Decline(best.Topic);
    }

    private static float Though(int strange) => strange == 0 ? 0 : SureThough[Math.Min(strange, SureThough.Length) - 1];

    /// <summary>「18号才贴，25号传来得及吗」: whoever names the day on which a period begins wants it counted from there.</summary>
    private static Route.Answer? Counting(Question question, ImmutableArray<TopicGuess> guesses)
    {
        var least = question.Forms.Contains("q_when") ? NoWeight : Possible;
        var counting = guesses.FirstOrDefault(g => g.Topic.Period is not null && g.Probability >= least);
        return counting is null || guesses[0].Topic.Kind != TopicKind.Answer || !question.NamesBeginning ? null : new Route.Answer([counting.Topic]);
    }

    private static bool BothMeant(TopicGuess best, TopicGuess next) => next.Probability >= AlsoMeant && best.Probability + next.Probability >= SureOfTwo;

    internal static bool SayTheSame(Topic a, Topic b) =>
        b.Kind == TopicKind.Answer && a.Answers[^1].Citations.Any(x => b.Answers[^1].Citations.Any(y => y.Clause == x.Clause));

    /// <summary>Of several people it is asked whether they may, or what of each is said: the likeliest such topic.</summary>
    private static Route.Answer? OfEach(Question question, ImmutableArray<TopicGuess> guesses)
    {
        var asking = guesses.Where(g => question.AsksOfEach(g.Topic)).ToList();
        return asking.Sum(g => g.Probability) >= Likely ? new Route.Answer([asking[0].Topic]) : null;
    }

    /// <summary>Several topics of whether one may: together likely, the one is taken whose field the question names first in the pack's order.</summary>
    private static Route.Answer? MayI(Question question, ImmutableArray<TopicGuess> guesses)
    {
        var asking = guesses.Where(g => g.Topic.MayI is not null).ToList();
        if (asking.Sum(g => g.Probability) < Sure || guesses[0].Topic.MayI is null) return null;
        var named = asking.FirstOrDefault(g => g.Topic.HomeOf.Any(question.Names));
        return new Route.Answer([(named ?? asking[0]).Topic]);
    }

    /// <summary>A message that names a fact and hardly anything else: the topic at home with it, if no other is possible.</summary>
    private static Route.Answer? Home(NoticeLanguage language, Question question, ImmutableArray<TopicGuess> guesses)
    {
        if (guesses[0].Topic.Kind != TopicKind.Answer && guesses[0].Probability >= Possible / 2) return null;
        var guessed = guesses.FirstOrDefault(g => g.Probability >= MathF.Max(LikelyHome, guesses[0].Probability / 2) && g.Topic.HomeOf.Any(question.Names))?.Topic;
        if (guessed is not null) return new Route.Answer([guessed]);
        return guesses[0].Probability >= LikelyElse ? null : BareFact(language, question, language.Homes);
    }

    private static Route.Answer? BareFact(NoticeLanguage language, Question question, IEnumerable<Topic> homes)
    {
        if (question.Text.Length > ShortMessage || question.Marked.Said > HardlyMore || question.Forms.Overlaps(OtherQuestions)) return null;
        return homes.FirstOrDefault(t => t.HomeOf.Any(question.Names)) is { } home ? new Route.Answer([home]) : null;
    }

    /// <summary>Two questions in one message: parts that are each sure of a topic of their own.</summary>
    private static ImmutableArray<Topic> SeveralAnswers(ImmutableArray<ImmutableArray<TopicGuess>> parts)
    {
        if (parts.Length < 2) return [];
        var sure = parts.Select(p => p[0]).Where(g => g.Probability >= MathF.Max(PartSure, Though(g.Strange)) && g.Topic.Kind is TopicKind.Answer or TopicKind.Unanswerable);
        ImmutableArray<Topic> several = [.. sure.Select(g => g.Topic).Distinct().Take(3)];
        return several.All(t => t.MayI is not null) ? [] : several; // whether one may is one question, whatever part it stands in
    }

    /// <summary>Half the weight to the whole message, half to the part that is surest; where both agree, the surer of the two counts.</summary>
    private static ImmutableArray<TopicGuess> Blend(ImmutableArray<TopicGuess> whole, ImmutableArray<ImmutableArray<TopicGuess>> parts)
    {
        if (parts.IsDefaultOrEmpty) return whole;
        var part = parts.MaxBy(p => p[0].Probability);
        if (whole.IsEmpty) return part;
        var agree = part[0].Topic == whole[0].Topic;
        if (!agree && (part[0].Probability < Weak * whole[0].Probability || part[0].Topic.MayI is not null && whole[0].Topic.MayI is not null && whole[0].Probability >= Likely)) return whole;
        var blended = new Dictionary<string, TopicGuess>(StringComparer.Ordinal);
        foreach (var guess in whole.Concat(part))
        {
            var old = blended.GetValueOrDefault(guess.Topic.Id);
            blended[guess.Topic.Id] = guess with
            {
                Probability = agree ? MathF.Max(guess.Probability, old?.Probability ?? 0) : guess.Probability / 2 + (old?.Probability ?? 0),
                Strange = Math.Min(guess.Strange, old?.Strange ?? int.MaxValue),
                Unexplained = MathF.Min(guess.Unexplained, old?.Unexplained ?? 1),
            };
        }
        return [.. blended.Values.OrderByDescending(g => g.Probability)];
    }
}
