using System.Collections.Immutable;
using Dialogs.Turns;
using Knowledge.Materials;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.HrConsole;

/// <summary>How far somebody has come with their own self-check.</summary>
internal enum Stage { Came, Told, Concluded, Eligible, Ready }

/// <param name="Verdict">By what they have told so far, as the audience of a broadcast is chosen; null: no outcome was shown yet.</param>
/// <param name="Missing">Names of required papers not ticked off; empty too while there is no list.</param>
internal sealed record Progress(Stage Stage, Notice? Notice, Verdict? Verdict, int Done, int Required, ImmutableArray<string> Missing)
{
    public static Progress Of(ConversationState state, NoticeLibrary notices, DateTimeOffset now)
    {
        var today = Parts.Times.DayOf(now);
        var notice = NoticeId.TryParse(state.Notice, null, out var id) ? notices.Find(id) : notices.Default(today);
        var check = state.Check is { Of: null } own ? own : state.Aside;
        if (notice is null || check is null || state.Facts.Facts.IsEmpty) return new(Stage.Came, notice, null, 0, 0, []);
        if (check.Shown is null) return new(Stage.Told, notice, null, 0, 0, []);
        var result = SelfCheck.Evaluate(notice, state.Facts, today);
        if (result.Verdict == Knowledge.Rules.Verdict.Incomplete) return new(Stage.Told, notice, result.Verdict, 0, 0, []);
        if (result.Verdict == Knowledge.Rules.Verdict.Ineligible) return new(Stage.Concluded, notice, result.Verdict, 0, 0, []);
        var required = result.Materials.Where(m => m.Status == MaterialStatus.Required).Select(m => m.Material).ToArray();
        var missing = required.Where(m => !check.Done.Contains(m.Id)).Select(m => m.Name).ToImmutableArray();
        var stage = result.Verdict != Knowledge.Rules.Verdict.Eligible ? Stage.Concluded : missing.IsEmpty ? Stage.Ready : Stage.Eligible;
        return new(stage, notice, result.Verdict, required.Length - missing.Length, required.Length, missing);
    }
}
