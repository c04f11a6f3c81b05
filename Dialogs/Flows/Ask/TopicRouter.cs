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
/// Chooses topics for a question. Whole message and the parts that ask are weighed together; what is neither likely nor like any example is
/// declined: a wrong answer is worse than none.
/// </summary>
internal static class TopicRouter
{
    private const float Sure = 0.32f;
    private const float Clear = 1.6f;
    private const float PartSure = 0.62f;
    private const float Possible = 0.10f;

    public static Route Choose(NoticeLanguage language, Question question)
    {
        var (guesses, parts) = Guess(language, question);
        return SeveralAnswers(parts) is { Length: > 1 } several ? new Route.Answer(several) : Decide(guesses);
    }

    /// <summary>The likeliest topics of the whole message, and those of each part of it.</summary>
    internal static (ImmutableArray<TopicGuess> Whole, ImmutableArray<ImmutableArray<TopicGuess>> Parts) Guess(NoticeLanguage language, Question question)
    {
        var whole = language.Guess(question.Marked, out _);
        ImmutableArray<ImmutableArray<TopicGuess>> parts = question.Parts.Length == 1 && question.Parts[0] == question.Text
            ? []
            : [.. question.Parts.Select(p => language.Guess(question.MarkedPart(p), out _))];
        return (Blend(whole, parts), parts);
    }

    private static Route Decide(ImmutableArray<TopicGuess> guesses)
    {
        var best = guesses[0];
        if (best.Topic.Kind != TopicKind.Answer) return best.Probability >= Possible ? new Route.Answer([best.Topic]) : new Route.Decline(best.Topic);
        if (best.Probability >= Sure && best.Probability >= Clear * guesses[1].Probability) return new Route.Answer([best.Topic]);
        var possible = guesses.Where(g => g.Probability >= Possible && g.Topic.Kind == TopicKind.Answer).Take(3).Select(g => g.Topic).ToImmutableArray();
        return possible.Length > 1 ? new Route.Clarify(possible) : new Route.Decline(best.Topic);
    }

    /// <summary>Two questions in one message: parts that are each sure of a topic of their own.</summary>
    private static ImmutableArray<Topic> SeveralAnswers(ImmutableArray<ImmutableArray<TopicGuess>> parts)
    {
        if (parts.Length < 2) return [];
        var sure = parts.Select(p => p[0]).Where(g => g.Probability >= PartSure && g.Topic.Kind is TopicKind.Answer or TopicKind.Unanswerable);
        return [.. sure.Select(g => g.Topic).Distinct().Take(3)];
    }

    /// <summary>Half the weight to the whole message, half to the part that is surest.</summary>
    private static ImmutableArray<TopicGuess> Blend(ImmutableArray<TopicGuess> whole, ImmutableArray<ImmutableArray<TopicGuess>> parts)
    {
        if (parts.IsDefaultOrEmpty) return whole;
        var part = parts.MaxBy(p => p[0].Probability);
        var blended = new Dictionary<string, TopicGuess>(StringComparer.Ordinal);
        foreach (var (guesses, weight) in new[] { (whole, 0.5f), (part, 0.5f) })
            foreach (var guess in guesses)
            {
                var old = blended.GetValueOrDefault(guess.Topic.Id);
                blended[guess.Topic.Id] = guess with
                {
                    Probability = guess.Probability * weight + (old?.Probability ?? 0),
                    Likeness = MathF.Max(guess.Likeness, old?.Likeness ?? 0),
                };
            }
        return [.. blended.Values.OrderByDescending(g => g.Probability)];
    }
}
