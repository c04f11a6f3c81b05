using Dialogs.Flows.Ask;
using Knowledge.Notices;

namespace Bot.Notices;

/// <summary>What the build learnt of the shipped notices, beside the program.</summary>
internal static class LearntNotices
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "learnt");

    public static void Write(NoticeLibrary notices)
    {
        Directory.CreateDirectory(Folder);
        foreach (var notice in notices.All)
        {
            using var file = File.Create(FileOf(notice));
            Asker.Save(notice, file);
        }
    }

    /// <summary>Null: there is nothing, and it is learnt now.</summary>
    public static Stream? Open(Notice notice) =>
        File.Exists(FileOf(notice)) ? new FileStream(FileOf(notice), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16) : null;

    private static string FileOf(Notice notice) => Path.Combine(Folder, $"{notice.Id}.bin");
}
