using Dialogs.Language;
using Knowledge.Notices;

namespace Dialogs.Turns.Steps;

/// <summary>What a turn begins with.</summary>
/// <param name="Now">Notice time.</param>
/// <param name="Notice">The notice talked about.</param>
internal sealed record TurnStart(ConversationState State, Message Message, DateTimeOffset Now, Notice Notice)
{
    /// <summary>Deadlines are whole days of Beijing time.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.ToOffset(TimeSpan.FromHours(8)).DateTime);
}

/// <param name="Text">The message in its normal form.</param>
internal sealed record Written(TurnStart Start, NormalizedText Text);

/// <summary>First step: brings what was written into the one form in which it is understood.</summary>
internal static class Normalise
{
    /// <summary>What is longer is not read at all.</summary>
    public const int Longest = 2000;

    public static Written Run(TurnStart start) =>
        new(start, TextNormalizer.Normalize(start.Message.Text.Length > Longest ? "" : start.Message.Text));
}
