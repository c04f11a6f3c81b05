namespace Bot.State;

/// <summary>State cannot be read or written now. People are told to try later; callers do not retry on their own.</summary>
internal class StateUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A stored conversation that this process cannot read. It is left as it is.</summary>
/// <param name="key">Names a person: for the exception's own message, never for a log.</param>
internal abstract class UnreadableRecordException(string key, string problem, Exception? inner = null) : StateUnavailableException($"The value under '{key}' {problem}", inner)
{
    /// <summary>What is wrong and what to do, for the log; begins after "the value under … ".</summary>
    public string Problem => problem;
}

/// <summary>The stored value was written by a newer release: whoever runs an old release beside a new one loses nothing.</summary>
internal sealed class NewerSchemaException(string key, int found, int known)
    : UnreadableRecordException(key, $"has schema {found}; this release knows up to {known}. Update this replica; the value was left as it is.");

/// <summary>The stored value is not as it was written: cut short, overwritten, or changed by hand.</summary>
internal sealed class DamagedRecordException(string key, Exception? inner = null)
    : UnreadableRecordException(key, "is damaged: its checksum does not fit its content. Put a backup of the store in place (docs/tasks), or remove the value; it was left as it is.", inner);

/// <summary>The program cannot start; the message is one sentence for the operator.</summary>
internal sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
