using System.ComponentModel.DataAnnotations;

namespace Bot.Channels.WebChat;

/// <summary>Section <c>WebChat</c>.</summary>
internal sealed class WebChatOptions
{
    public const string Section = "WebChat";

    /// <summary>How many tokens one client address may fetch in a minute, also the most at once. Default 60.</summary>
    [Range(1, 1_000_000, ErrorMessage = "a whole number from 1 to 1000000")]
    public int TokensPerMinute { get; set; } = 60;

    /// <summary>Whether callers on this machine are limited too. Default false.</summary>
    public bool LimitLoopback { get; set; }

    /// <summary>Lets other servers open conversations as Direct Line secrets do: at least 16 characters. Empty, the default: nobody may.</summary>
    [RegularExpression(@"\S{16,200}", ErrorMessage = "empty, or 16 to 200 characters without spaces")]
    public string Secret { get; set; } = "";

    /// <summary>The most that the assistant says by itself in a second: reminders and broadcasts. Default 1000.</summary>
    [Range(1, 100_000, ErrorMessage = "a whole number from 1 to 100000")]
    public int SendsPerSecond { get; set; } = 1_000;
}
