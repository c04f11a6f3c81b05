using Bot.Channels.Teams.References;
using Bot.State.Conversations;
using Bot.State.Letters;

namespace Bot.Channels.Teams.Connector;

/// <summary>Hands replies to the Connector.</summary>
internal sealed class ReplyCarrier(ConnectorClient connector, ConversationReferences references) : ILetterCarrier
{
    public string Channel => TeamsKey.Channel;

    public async Task<Carried> CarryAsync(ConversationKey key, string to, ReadOnlyMemory<byte> activity, IAttempts attempts, CancellationToken ct)
    {
        var answer = await connector.SendAsync(Destination.OfJson(to), activity, attempts, ct);
        if (answer.RetryAfter is { } asked) await attempts.PutOffAsync(asked, ct);
        if (answer.Fate == Fate.Unreachable) await references.NoteUnreachableAsync(key, ct);
        return answer.Fate switch
        {
            Fate.Done => Carried.Done,
            Fate.Overtaken => Carried.Overtaken,
            Fate.Unreachable => Carried.Unreachable,
            Fate.Wrong => Carried.Refused,
            Fate.Passing => Carried.Later,
            _ => ConnectorClient.MayRepeat(answer) ? Carried.Later : Carried.Uncertain,
        };
    }
}
