namespace Bot.Channels.Tencent.Answers;

/// <summary>How long an answer may take to go back in the response; after that it follows.</summary>
internal sealed record AnswerBudget(TimeSpan Time)
{
    /// <summary>3.6 s: the platforms hang up after five; the way there and back and noting that the answer follows take some, most on a busy machine.</summary>
    public static AnswerBudget OfThePlatforms { get; } = new(TimeSpan.FromSeconds(3.6));
}
