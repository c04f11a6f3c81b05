using System.Security.Cryptography;
using System.Text;

namespace Bot.State.Conversations;

/// <summary>How a message's id is remembered: as it is, or its hash if a client chose a very long one.</summary>
internal static class SeenId
{
    private const int Longest = 100;

    public static string Of(string messageId) =>
        messageId.Length <= Longest ? messageId : "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)));
}
