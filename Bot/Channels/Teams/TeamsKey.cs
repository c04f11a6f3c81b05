using Bot.State.Conversations;

namespace Bot.Channels.Teams;

/// <summary>Names the conversations of this channel.</summary>
internal static class TeamsKey
{
    public const string Channel = "msteams";

    /// <summary>The Connector serves other channels too, whose conversations may have the same ids.</summary>
    public static ConversationKey Of(string channelId, string conversation) => new(Channel, channelId is Channel or "" ? conversation : $"{channelId}|{conversation}");
}
