using Bot.State.Conversations;

namespace Bot.State.Letters;

/// <summary>Hands replies to the outside service of one channel. Used through <see cref="PostOffice"/>.</summary>
internal interface ILetterCarrier
{
    /// <summary>As in <see cref="ConversationKey.Channel"/>.</summary>
    string Channel { get; }

    /// <summary>Hands over one activity.</summary>
    /// <param name="attempts">Asked before every attempt, told of every one that is known to have failed.</param>
    Task<Carried> CarryAsync(ConversationKey key, string to, ReadOnlyMemory<byte> activity, IAttempts attempts, CancellationToken ct);
}

/// <summary>Sees to it that what is attempted here is not attempted elsewhere too.</summary>
internal interface IAttempts
{
    /// <summary>To be called right before an attempt. False: somebody else has gone on with it, and it must not be made.</summary>
    Task<bool> BeginAsync(CancellationToken ct);

    /// <summary>Nothing was taken; the next attempt is after <paramref name="wait"/>.</summary>
    Task PutOffAsync(TimeSpan wait, CancellationToken ct);
}

/// <summary>What became of one activity. A closed set.</summary>
internal enum Carried
{
    /// <summary>It was taken.</summary>
    Done,

    /// <summary>It may or may not have been taken. It is not sent again: twice is worse.</summary>
    Uncertain,

    /// <summary>It will never be taken as it is.</summary>
    Refused,

    /// <summary>Nothing will be taken there any more.</summary>
    Unreachable,

    /// <summary>It was not taken, and may be later.</summary>
    Later,

    /// <summary>Somebody else has gone on with it.</summary>
    Overtaken,
}
