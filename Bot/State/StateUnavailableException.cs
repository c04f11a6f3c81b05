namespace Bot.State;

/// <summary>State cannot be read or written now. People are told to try later; callers do not retry on their own.</summary>
internal class StateUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The stored value was written by a newer release. It is left as it is: whoever runs an old release beside a new one loses nothing.</summary>
internal sealed class NewerSchemaException(string key, int found, int known)
    : StateUnavailableException($"The value under '{key}' has schema {found}; this release knows up to {known}. Update this replica; the value was left as it is.");

/// <summary>The program cannot start; the message is one sentence for the operator.</summary>
internal sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
