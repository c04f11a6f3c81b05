using System.Collections.Immutable;

namespace Knowledge.Notices;

/// <summary>
/// The notices that this assistant has been given. All of them may be replaced at once while it runs; a notice itself never changes, so whoever works with one
/// goes on with that one.
/// </summary>
public sealed class NoticeLibrary(ImmutableArray<Notice> notices)
{
    private ImmutableArray<Notice> all = Ordered(notices);

    /// <summary>Newest issue first.</summary>
    public ImmutableArray<Notice> All => all;

    /// <summary>From now on these: whoever asks sees either all of the old or all of the new.</summary>
    public void Replace(ImmutableArray<Notice> newer) => ImmutableInterlocked.InterlockedExchange(ref all, Ordered(newer));

    private static ImmutableArray<Notice> Ordered(ImmutableArray<Notice> notices) => [.. notices.OrderByDescending(n => n.Issued).ThenBy(n => n.Id.Value, StringComparer.Ordinal)];

    public Notice? Find(NoticeId id) => All.FirstOrDefault(n => n.Id == id);

    /// <summary>The newest notice whose main deadline has not passed on <paramref name="day"/>; if all have, the newest. Null only while there is none.</summary>
    public Notice? Default(DateOnly day) =>
        All.FirstOrDefault(n => n.Issued <= day && n.Deadline(n.MainDeadline)!.Closes >= day)
        ?? All.FirstOrDefault(n => n.Issued <= day)
        ?? All.FirstOrDefault();
}
