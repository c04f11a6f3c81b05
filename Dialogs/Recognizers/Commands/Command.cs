namespace Dialogs.Recognizers.Commands;

/// <summary>Something the person wants the assistant to do, rather than to answer. What words mean it stands in <c>commands.txt</c>.</summary>
public enum Command
{
    /// <summary>Begin a self-check, or go on with one.</summary>
    Start,

    /// <summary>Leave the self-check for now.</summary>
    Pause,

    Resume,

    /// <summary>Forget what the self-check knows and begin again.</summary>
    Restart,

    /// <summary>Back to the question before.</summary>
    Back,

    /// <summary>Why the pending question is asked.</summary>
    Why,

    /// <summary>Leave the pending question unanswered.</summary>
    Skip,

    /// <summary>The outcome, as far as it can be told.</summary>
    Conclude,

    /// <summary>What has been understood so far.</summary>
    Summary,

    /// <summary>Correct one of the facts.</summary>
    Change,

    /// <summary>Which papers are still missing.</summary>
    Remaining,

    /// <summary>The outcome on paper or as a file.</summary>
    Print,

    /// <summary>All answers to the pending question.</summary>
    Options,

    /// <summary>The check is to be about oneself again.</summary>
    Self,

    /// <summary>Delete everything kept of the person.</summary>
    Erase,

    /// <summary>Send word before a date.</summary>
    Remind,

    /// <summary>Send no more word.</summary>
    Silence,

    /// <summary>What one would be sent.</summary>
    Reminders,

    /// <summary>The dates as a file for a calendar.</summary>
    Calendar,

    /// <summary>A form of the notice as a file.</summary>
    Papers,

    /// <summary>A broadcast was received.</summary>
    Acknowledge,

    /// <summary>By what number the office sees the person.</summary>
    Number,
}
