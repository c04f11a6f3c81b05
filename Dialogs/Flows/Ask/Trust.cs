using Dialogs.Understanding;
using Knowledge.Questions;

namespace Dialogs.Flows.Ask;

/// <summary>
/// How likely the best topic is to be the right one: from its probability, its lead over the next, whether that one is something the notice does not say, how much of
/// the question and how many of its characters the topic's examples do not know, and how long it is. The weights were fitted to which of 1,797 questions, kept
/// from the training, were understood rightly.
/// </summary>
internal static class Trust
{
    private const float Base = 0.07f, OfOdds = 0.24f, OfLead = 0.62f, OfNextUnsaid = -0.64f, OfUnexplained = -0.75f, OfStrange = -0.05f, OfLength = 0.012f;
    private const float Floor = 0.003f;
    private const int MostStrange = 4, Longest = 60;

    /// <summary>A wrong answer costs more than one that is not given.</summary>
    private const float Least = 0.62f;

    /// <param name="length">Characters of the question.</param>
    public static bool Allows(TopicGuess best, TopicGuess next, int length) => Of(best, next, length) >= Least;

    internal static float Of(TopicGuess best, TopicGuess next, int length)
    {
        var odds = MathF.Log(best.Probability / (1.0001f - best.Probability));
        var lead = MathF.Log((best.Probability + Floor) / (next.Probability + Floor));
        var score = Base + OfOdds * odds + OfLead * lead + (next.Topic.Kind == TopicKind.Unanswerable ? OfNextUnsaid : 0)
            + OfUnexplained * best.Unexplained + OfStrange * Math.Min(best.Strange, MostStrange) + OfLength * Math.Min(length, Longest);
        return 1 / (1 + MathF.Exp(-score));
    }
}
