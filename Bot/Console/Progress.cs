using System.Collections.Immutable;
using Dialogs.Turns;
using Knowledge.Materials;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.HrConsole;

/// <summary>How far somebody has come with their own self-check.</summary>
internal enum Stage { Came, Told, Concluded, Eligible, Ready }

/// <param name="Verdict">As shown to them last; null: none yet.</param>
/// <param name="Missing">Names of required papers not ticked off; empty too while there is no list.</param>
internal sealed record Progress(Stage Stage, Notice? Notice, Verdict? Verdict, int Done, int Required, ImmutableArray<string> Missing)
{
    public static Progress Of(ConversationState state, NoticeLibrary notices, DateTimeOffset now)
    {
        var today = Parts.Times.DayOf(now);
        var notice = NoticeId.TryParse(state.Notice, null, out var id) ? notices.Find(id) : notices.Default(today);
        var check = state.Check is { Of: null } own ? own : state.Aside;
        if (notice is null || check is null || state.Facts.Facts.IsEmpty) return new(Stage.Came, notice, null, 0, 0, []);
        if (check.Shown is null or Knowledge.Rules.Verdict.Incomplete) return new(Stage.Told, notice, check.Shown, 0, 0, []);
        if (check.Shown == Knowledge.Rules.Verdict.Ineligible) return new(Stage.Concluded, notice, check.Shown, 0, 0, []);
        var required = SelfCheck.Evaluate(notice, state.Facts, today).Materials.Where(m => m.Status == MaterialStatus.Required).Select(m => m.Material).ToArray();
        var missing = required.Where(m => !check.Done.Contains(m.Id)).Select(m => m.Name).ToImmutableArray();
        var stage = check.Shown != Knowledge.Rules.Verdict.Eligible ? Stage.Concluded : missing.IsEmpty ? Stage.Ready : Stage.Eligible;
        return new(stage, notice, check.Shown, required.Length - missing.Length, required.Length, missing);
    }
}
