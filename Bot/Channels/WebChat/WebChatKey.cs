using System.Security.Cryptography;
using Bot.State.Conversations;

namespace Bot.Channels.WebChat;

/// <summary>Names the conversations of this channel.</summary>
internal static class WebChatKey
{
    public const string Channel = "webchat";

    /// <summary>Nobody can guess it.</summary>
    public static string NewConversation() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static ConversationKey Of(string conversation) => new(Channel, conversation);
}
