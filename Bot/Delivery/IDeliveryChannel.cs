using Bot.State.Conversations;

namespace Bot.Delivery;

/// <summary>How one channel reaches people who did not just write. Registered in the container by the channel; used through <see cref="Deliverer"/>.</summary>
/// <remarks>
/// An implementation runs the announcement as a turn with <see cref="TurnRunner.AnnounceAsync"/>, which commits it to the conversation once and brings its activities,
/// and then hands them to its outside service, if it has one. A kill between the two is for the caller's ledger to find: it notes "sending" before and the result after.
/// </remarks>
internal interface IDeliveryChannel
{
    /// <summary>As in <see cref="ConversationKey.Channel"/>.</summary>
    string Channel { get; }

    /// <summary>What HR calls it, in Chinese.</summary>
    string Name { get; }

    /// <summary>Whether it is connected at all: people are not shown how a message looks where nobody is.</summary>
    bool IsConfigured => true;

    /// <summary>The most sent in a second by one process.</summary>
    int PerSecond { get; }

    /// <summary>True: the commit of the turn is the delivery, so that repeating a send does nothing. False: an outside service is called after it.</summary>
    bool CommitDelivers => false;

    /// <summary>The most that one message may hold, in bytes of UTF-8, numbered choices left out.</summary>
    int LongestBytes { get; }

    /// <summary>True: choices are numbered lines of the text; false: buttons.</summary>
    bool NumbersChoices { get; }

    /// <summary>Without calling any outside service: it is asked for thousands of people to show a head count.</summary>
    Task<Reachability> ReachAsync(ConversationKey person, CancellationToken ct);

    /// <summary>
    /// Commits an announcement to many conversations in one go, with <see cref="TurnRunner.AnnounceAheadAsync"/>, so that their sends need no store. For channels on which many
    /// are sent in a second; by default nothing is done ahead. Nothing is sent by it.
    /// </summary>
    Task PrepareAsync(IReadOnlyList<ConversationKey> people, Announcement announcement, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Whether an announcement that was kept for the person's next message has been given to them since.</summary>
    Task<bool> HasGivenAsync(ConversationKey person, string announcement, CancellationToken ct) => Task.FromResult(false);

    /// <exception cref="State.StateUnavailableException">Redis is away; nothing was sent.</exception>
    Task<DeliveryResult> SendAsync(ConversationKey person, Announcement announcement, CancellationToken ct);
}
