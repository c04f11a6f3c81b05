using System.Collections.Immutable;

namespace Bot.Broadcasts.Drafts;

/// <summary>How a draft looks on one channel.</summary>
/// <param name="Name">The channel's, in Chinese.</param>
/// <param name="Text">As it is shown, numbered choices included.</param>
/// <param name="Buttons">Shown beside the text; empty where the channel numbers its choices in the text.</param>
/// <param name="Bytes">Of the text without numbered choices, in UTF-8.</param>
/// <param name="Problem">Why it cannot be sent there, a Chinese sentence; null: it can.</param>
internal sealed record Preview(string Channel, string Name, string Text, ImmutableArray<string> Buttons, int Bytes, int LongestBytes, string? Problem);
