using System.Collections.Immutable;

namespace Knowledge.Notices;

/// <summary>The notices that this assistant has been given.</summary>
public sealed class NoticeLibrary(ImmutableArray<Notice> notices)
{
    /// <summary>Newest issue first.</summary>
    public ImmutableArray<Notice> All { get; } = [.. notices.OrderByDescending(n => n.Issued).ThenBy(n => n.Id.Value, StringComparer.Ordinal)];

    public Notice? Find(NoticeId id) => All.FirstOrDefault(n => n.Id == id);

    /// <summary>The newest notice whose main deadline has not passed on <paramref name="day"/>; if all have, the newest. Null only while there is none.</summary>
    public Notice? Default(DateOnly day) =>
        All.FirstOrDefault(n => n.Issued <= day && n.Deadline(n.MainDeadline)!.Closes >= day)
        ?? All.FirstOrDefault(n => n.Issued <= day)
        ?? All.FirstOrDefault();
}
