using System.Collections.Immutable;
using Dialogs.Reminders;
using Dialogs.Replies;
using Knowledge.Rules;

namespace Dialogs.Turns;

/// <summary>
/// All that a conversation remembers between turns. Serialised as JSON by the shell; <see cref="CurrentSchema"/> goes up with every
/// incompatible change and the shell upgrades older values. <c>new()</c> is a new conversation.
/// </summary>
public sealed record ConversationState
{
    public const int CurrentSchema = 2;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The notice talked about; null: the default of the day.</summary>
    public string? Notice { get; init; }

    /// <summary>What the person has told of themself.</summary>
    public Profile Facts { get; init; } = Profile.Empty;

    /// <summary>Applicant, employer's clerk or department's clerk, as far as known: the pack's audience words; null: not known.</summary>
    public string? Role { get; init; }

    /// <summary>The self-check under way or the last one; null: none.</summary>
    public SelfCheckState? Check { get; init; }

    /// <summary>The topic answered last and what it was asked about, for follow-ups; null: none.</summary>
    public TopicContext? Context { get; init; }

    /// <summary>The numbered choices of the last reply: a bare number picks one.</summary>
    public ImmutableArray<Choice> Offered { get; init; } = [];

    /// <summary>A question of ours that waits for yes or no, e.g. <c>erase</c>; null: none.</summary>
    public string? Confirming { get; init; }

    /// <summary>What the last reply was about beside the topics, for 「哪几天」: <c>reminders</c>; null: nothing else.</summary>
    public string? Subject { get; init; }

    /// <summary>The last broadcast that waits for 「收到」; null: none.</summary>
    public string? Acknowledging { get; init; }

    /// <summary>The answers given last, for 有用 and 没用; null: none was.</summary>
    public RateableAnswers? Rateable { get; init; }

    /// <summary>What the person wants to be reminded of; null: they never asked.</summary>
    public ReminderState? Reminders { get; init; }

    /// <summary>The version of the notice by which the verdict last shown was found; null: none was shown.</summary>
    public string? CheckedBy { get; init; }

    /// <summary>The banner that was said last; null: none was.</summary>
    public string? Banner { get; init; }

    /// <summary>One's own self-check, put aside while one for somebody else is under way; null: none.</summary>
    public SelfCheckState? Aside { get; init; }
}

/// <summary>Answers of which the person may say whether they helped.</summary>
/// <param name="Last">The newest last; a few only.</param>
/// <param name="Fresh">Whether the newest was the last thing said: only then a bare 「没用」 is about it.</param>
public sealed record RateableAnswers(ImmutableArray<RateableAnswer> Last, bool Fresh);

/// <param name="Number">The answers of a conversation are numbered from 1.</param>
/// <param name="Question">What was asked, masked.</param>
public sealed record RateableAnswer(int Number, string Topic, string Question);

/// <summary>What the last answered question was about.</summary>
/// <param name="Topic">Its id.</param>
/// <param name="Facts">The facts that the question itself named.</param>
public sealed record TopicContext(string Topic, Profile Facts)
{
    /// <summary>Tells one answer from another: what was said last is not said again.</summary>
    public int Said { get; init; }
}

/// <summary>A self-check: for oneself or for somebody else, whose facts are kept apart.</summary>
public sealed record SelfCheckState
{
    /// <summary>False while paused, cancelled or done; facts and ticks stay.</summary>
    public required bool Active { get; init; }

    /// <summary>Null: oneself (facts in <see cref="ConversationState.Facts"/>); else whose check it is, in the person's words (「爱人」).</summary>
    public string? Of { get; init; }

    /// <summary>The facts of somebody else; unused while <see cref="Of"/> is null.</summary>
    public Profile OtherFacts { get; init; } = Profile.Empty;

    /// <summary>Fields asked and not answerable by the person (不知道); not asked again unless corrected.</summary>
    public ImmutableArray<string> Unsure { get; init; } = [];

    /// <summary>Fields in the order asked or told, for 上一题.</summary>
    public ImmutableArray<string> History { get; init; } = [];

    /// <summary>The field that the last reply asked for; null: none.</summary>
    public string? Asking { get; init; }

    /// <summary>Ids of materials ticked off as done.</summary>
    public ImmutableArray<string> Done { get; init; } = [];

    /// <summary>The verdict last shown, so that a change is said as a change; null: none shown.</summary>
    public Verdict? Shown { get; init; }
}
