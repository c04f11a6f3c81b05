using Bot.State.Conversations;

namespace Bot.State.Letters;

/// <summary>One process on its way through the letters of one conversation. Every step moves the mark on; who finds it moved by somebody else stops.</summary>
internal sealed class Round
{
    /// <summary>Longer than an attempt can take. Who is silent longer in the middle of one is dead.</summary>
    public static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(25);

    private readonly ConversationKey key;
    private readonly LetterMarks marks;
    private readonly TimeProvider time;
    private readonly string by = Guid.NewGuid().ToString("N")[..12];
    private LetterMark mark;

    private Round(ConversationKey key, LetterMarks marks, TimeProvider time, LetterMark mark) => (this.key, this.marks, this.time, this.mark) = (key, marks, time, mark);

    public static async Task<Round> StartAsync(ConversationKey key, LetterMarks marks, TimeProvider time, CancellationToken ct) =>
        new(key, marks, time, await marks.ReadAsync(key, ct));

    /// <summary>Somebody else is at these letters, or was and may still be. Whose letters are gone from the record is done with them.</summary>
    public bool IsTakenFrom(Letter first) => mark.By != by && mark.Until > Now && (mark.IsPutOff || mark.Begun >= first.First);

    /// <summary>Whether an attempt was begun for an activity, so that another could say it twice.</summary>
    public bool HasBegun(long number) => mark.Begun >= number;

    /// <summary>Somebody began to hand over one of its activities and never went on: whether that one was taken is not known.</summary>
    public bool WasLeftIn(Letter letter) => mark.By != by && !mark.IsPutOff && mark.Begun >= letter.First && mark.Begun <= letter.Last;

    public IAttempts Of(long number) => new Attempts(this, number);

    /// <summary>The conversation is gone; so is the mark.</summary>
    public Task<bool> EraseMarkAsync(CancellationToken ct) => MoveAsync(LetterMark.None, ct);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<bool> MoveAsync(LetterMark to, CancellationToken ct)
    {
        if (!await marks.TryMoveAsync(key, mark, to, ct)) return false;
        mark = to;
        return true;
    }

    private sealed class Attempts(Round round, long number) : IAttempts
    {
        public Task<bool> BeginAsync(CancellationToken ct) =>
            round.MoveAsync(new(number, round.by, round.Now + (long)LongestAttempt.TotalMilliseconds, false), ct);

        // What was put off further stays so.
        public Task PutOffAsync(TimeSpan wait, CancellationToken ct) =>
            round.MoveAsync(new(number - 1, round.by, Math.Max(round.mark.IsPutOff ? round.mark.Until : 0, round.Now + (long)wait.TotalMilliseconds), true), ct);
    }
}
