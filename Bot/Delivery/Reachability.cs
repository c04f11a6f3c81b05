namespace Bot.Delivery;

/// <summary>Whether somebody can be told something without having asked.</summary>
internal enum Reach { Now, OnceTheyWrite, Never }

/// <param name="Reason">Why not now, as a Chinese sentence for HR; null: nothing to explain.</param>
internal sealed record Reachability(Reach Reach, string? Reason = null);
