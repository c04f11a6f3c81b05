
namespace Dialogs.Turns.Steps;

/// <summary>Last step: puts the replies into their final form and remembers the choices offered.</summary>
internal static class Finish
{
    public static Turn Run(Heard heard, Spoken spoken)
    {
        var replies = spoken.Replies.Select(r => r.Notice is null ? r with { Notice = heard.Notice } : r).ToArray();
        var last = Array.FindLast(replies, r => !r.Choices.IsEmpty);
        return new Turn(spoken.State with { Offered = last?.Choices ?? [] }, [.. replies], spoken.Effects);
    }
}
