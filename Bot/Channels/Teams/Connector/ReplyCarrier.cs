using Bot.State.Letters;

namespace Bot.Channels.Teams.Connector;

/// <summary>Hands replies to the Connector.</summary>
internal sealed class ReplyCarrier(ConnectorClient connector) : ILetterCarrier
{
    public string Channel => TeamsKey.Channel;

    public async Task<Carried> CarryAsync(string to, ReadOnlyMemory<byte> activity, IAttempts attempts, CancellationToken ct)
    {
        var answer = await connector.SendAsync(Destination.OfJson(to), activity, attempts, ct);
        if (answer.RetryAfter is { } asked) await attempts.PutOffAsync(asked, ct);
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
