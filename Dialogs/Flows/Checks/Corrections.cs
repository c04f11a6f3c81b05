using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;
using Knowledge.Rules;

namespace Dialogs.Flows.Checks;

/// <summary>A verdict given before the notice was corrected: at the next word of the person they hear whether it still holds.</summary>
internal static class Corrections
{
    /// <returns>The state, which knows by which version its verdict was found; and what to say first, or null.</returns>
    public static (ConversationState State, Reply? Said) Of(Heard heard, ConversationState after)
    {
        var (version, before) = (heard.Notice.Version, heard.State);
        if (after.Check is not { Shown: not null }) return (after, null);
        if (before.CheckedBy is null || before.CheckedBy == version || before.Check is not { Of: null, Shown: { } shown }) return (after with { CheckedBy = version }, null);
        var now = SelfCheck.Evaluate(heard.Notice, before.Facts, heard.Today).Verdict;
        var said = Text(heard.Notice.Changes, shown, now) is { } text ? new Reply { Text = text, Notice = heard.Notice } : null;
        var same = after.Check.Shown == shown && after.Check.Of is null;
        return (after with { CheckedBy = version, Check = same ? after.Check with { Shown = now } : after.Check }, said);
    }

    private static string? Text(string changes, Verdict shown, Verdict now)
    {
        if (shown == now && changes.Length == 0) return null;
        var what = changes.Length == 0 ? "通知有更正。" : $"通知有更正：{changes.TrimEnd('。')}。";
        return shown == now
            ? $"{what}您上次自查的结论没有变，还是“{VerdictWording.Name(now)}”。"
            : $"{what}按更正后的通知，您上次自查的结论变了：原来是“{VerdictWording.Name(shown)}”，现在是“{VerdictWording.Name(now)}”。想看原因，说“看结论”。";
    }
}
