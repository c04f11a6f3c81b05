using Dialogs.Recognizers.Commands;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;
using Knowledge.Notices;

namespace Dialogs.Flows.Talk;

/// <summary>Somebody says that they do not apply themselves but handle the papers of others.</summary>
internal static class RoleFlow
{
    public static bool Takes(Heard heard) => RoleIn(heard) is not null;

    public static Spoken Run(Heard heard)
    {
        var state = heard.State with { Role = RoleIn(heard), Subject = null };
        if (heard.Asks) return QuestionFlow.Run(heard with { Start = heard.Start with { State = state } });
        return new Spoken(state, new Reply { Text = TalkWording.RoleKnown(heard.Notice, state.Role!, heard.Today), Choices = TalkWording.AfterRole });
    }

    /// <summary>Whether the role is that of those whom the main deadline concerns.</summary>
    public static bool IsApplicant(Notice notice, string role) => notice.Deadline(notice.MainDeadline)!.Audience.Contains(role);

    private static string? RoleIn(Heard heard) => In(heard.Notice, heard.Text);

    /// <summary>The role that a message says its writer has; null: it says none, or that of an applicant.</summary>
    public static string? In(Notice notice, string text)
    {
        if (!(text.Contains('我') || text.Contains('咱') || text.Contains("这边", StringComparison.Ordinal))) return null;
        var clerk = CommandWords.Named("clerk").In(text);
        var others = notice.Deadlines.SelectMany(d => d.Audience).Distinct().Where(a => !IsApplicant(notice, a)).ToList();
        if (others.Count == 0) return null;
        foreach (var audience in others.Skip(1))
            if (Names(notice, audience, text) && (clerk || SaysSo(notice, audience, text))) return audience;
        return clerk ? others[0] : null;
    }

    /// <summary>A concept that lists the audience's word lists its other names.</summary>
    private static bool Names(Notice notice, string audience, string text) => Forms(notice, audience).Any(f => text.Contains(f, StringComparison.Ordinal));

    private static bool SaysSo(Notice notice, string audience, string text) =>
        Forms(notice, audience).Any(f => text.Contains($"我是{f}", StringComparison.Ordinal) || text.Contains($"我们是{f}", StringComparison.Ordinal) || text.Contains($"我在{f}", StringComparison.Ordinal) || text.Contains($"咱是{f}", StringComparison.Ordinal));

    private static IEnumerable<string> Forms(Notice notice, string audience) =>
        notice.Topics.Concepts.Where(c => c.Forms.Contains(audience)).SelectMany(c => c.Forms).Append(audience);
}
