using System.Globalization;
using Bot.State.Conversations;
using StackExchange.Redis;

namespace Bot.Broadcasts.Ledgers;

/// <summary>Where one person of a broadcast stands.</summary>
internal enum DeliveryState
{
    Pending,

    /// <summary>Noted before the send: after a crash it may or may not have happened.</summary>
    Sending,

    Sent,

    /// <summary>Waits for the person's next message.</summary>
    Kept,

    /// <summary>Did not work and is tried again at <see cref="LedgerEntry.At"/>.</summary>
    Passing,

    /// <summary>Cannot be; not tried again.</summary>
    Refused,

    /// <summary>Was tried as often as the schedule says.</summary>
    GivenUp,

    /// <summary>May or may not have arrived; not sent again by itself.</summary>
    Uncertain,

    /// <summary>The broadcast was stopped before. Never stored: it is what a pending one of a stopped broadcast is.</summary>
    Stopped,
}

/// <summary>One person's line in the ledger.</summary>
/// <param name="Attempts">Sends tried so far.</param>
/// <param name="At">Of <see cref="DeliveryState.Passing"/> when it is tried again, else when this became so; real time.</param>
internal sealed record LedgerEntry(ConversationKey Person, DeliveryState State, int Attempts = 0, DateTimeOffset At = default, string Reason = "")
{
    private const string Letters = "psokwrgu";

    /// <summary>The field under which it stands.</summary>
    public RedisValue Field => FieldOf(Person);

    /// <summary><c>w 2 1735689600000 reason</c>; of one who waits for the first send only <c>p</c>.</summary>
    public RedisValue Value => State == DeliveryState.Pending
        ? "p"
        : string.Create(CultureInfo.InvariantCulture, $"{Letters[(int)State]} {Attempts} {At.ToUnixTimeMilliseconds()} {Reason}");

    /// <summary>Whether it is the turn of this person at that moment.</summary>
    public bool IsDue(DateTimeOffset now) => State is DeliveryState.Pending or DeliveryState.Sending || (State == DeliveryState.Passing && At <= now);

    public bool IsOpen => State is DeliveryState.Pending or DeliveryState.Sending or DeliveryState.Passing;

    public static RedisValue FieldOf(ConversationKey person) => $"{person.Channel}\n{person.Id}";

    public static ConversationKey PersonOf(string field) =>
        field.Split('\n', 2) is [var channel, var id] ? new(channel, id) : throw new FormatException("Not a person's field.");

    public static LedgerEntry Parse(string field, string value)
    {
        var person = PersonOf(field);
        if (value.Split(' ', 4) is not [var letter, var attempts, var at, var reason]) return new(person, DeliveryState.Pending);
        return new(person, (DeliveryState)Letters.IndexOf(letter[0], StringComparison.Ordinal), int.Parse(attempts, CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, CultureInfo.InvariantCulture)), reason);
    }
}
