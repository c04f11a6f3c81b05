using Knowledge.Loading;
using Knowledge.Notices;
using Microsoft.Extensions.Options;

namespace Bot.Notices;

/// <summary>What HR sees of a pack beside its notice: what a careful clerk would ask its author.</summary>
internal sealed class NoticeDesk(IOptions<NoticesOptions> options)
{
    /// <summary>Reads the pack again, since the assistant itself keeps no warnings.</summary>
    public IReadOnlyList<PackProblem> WarningsOf(NoticeId notice)
    {
        var folder = Path.Combine(options.Value.Folder, notice.Value);
        return Directory.Exists(folder) ? PackLoader.Load(folder).Problems : [];
    }
}
