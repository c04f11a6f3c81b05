using Dialogs.Understanding;
using Knowledge.Questions;

namespace Dialogs.Flows.Ask;

/// <summary>
/// How likely the best topic is to be the right one: from its probability, its lead over the next, whether that one is something the notice does not say, and how much of
/// the question its examples do not explain. The weights were fitted to which of 15,000 examples were answered rightly by what had been learnt without them.
/// </summary>
internal static class Trust
{
    private const float Base = 0.91f, OfOdds = 0.28f, OfLead = 0.45f, OfNextUnsaid = -0.41f, OfUnexplained = -1.47f;
    private const float Floor = 0.003f;

    /// <summary>A wrong answer costs more than one that is not given.</summary>
    private const float Least = 0.57f;

    public static bool Allows(TopicGuess best, TopicGuess next) => Of(best, next) >= Least;

    internal static float Of(TopicGuess best, TopicGuess next)
    {
        var odds = MathF.Log(best.Probability / (1.0001f - best.Probability));
        var lead = MathF.Log((best.Probability + Floor) / (next.Probability + Floor));
        var score = Base + OfOdds * odds + OfLead * lead + (next.Topic.Kind == TopicKind.Unanswerable ? OfNextUnsaid : 0) + OfUnexplained * best.Unexplained;
        return 1 / (1 + MathF.Exp(-score));
    }
}
