using System.Collections.Concurrent;
using System.Text;
using Bot.State.Conversations;
using Bot.State.Letters;

namespace Bot.Tests.State.Letters;

/// <summary>An outside service that several processes hand things to.</summary>
internal sealed class FakeCarrier(string channel) : ILetterCarrier
{
    public string Channel => channel;

    /// <summary>What arrived, and where it was addressed to.</summary>
    public ConcurrentQueue<string> Arrived { get; } = new();

    /// <summary>What the service says to an attempt; null: it takes it.</summary>
    public Func<string, Task<Carried?>> Answer { get; set; } = _ => Task.FromResult<Carried?>(null);

    public async Task<Carried> CarryAsync(ConversationKey key, string to, ReadOnlyMemory<byte> activity, IAttempts attempts, CancellationToken ct)
    {
        var text = Encoding.UTF8.GetString(activity.Span).Split('"')[3];
        if (!await attempts.BeginAsync(ct)) return Carried.Overtaken;
        if (await Answer(text) is { } answer) return answer;
        Arrived.Enqueue($"{to}:{text}");
        return Carried.Done;
    }
}
