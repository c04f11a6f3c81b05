using Knowledge.Loading;

namespace Bot.NoticeCheck;

/// <summary><c>notice check [folder]</c>: reads a pack, or a directory of packs, and prints what is wrong and what a careful clerk would ask.</summary>
internal static class NoticeCheckCommand
{
    public const int Clean = 0, Errors = 1, Usage = 2;

    /// <param name="args">Nothing (the packs shipped with the program), or one folder.</param>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (args.Length > 1 || args is [['-', ..]])
        {
            error.WriteLine("用法：notice check [文件夹]。文件夹是一个通知，或放着几个通知的目录；不写就检查自带的通知。");
            return Usage;
        }
        var folder = args is [var given] ? given : Path.Combine(AppContext.BaseDirectory, "Packs");
        if (!Directory.Exists(folder))
        {
            error.WriteLine($"没有文件夹 '{folder}'。请写一个通知的文件夹，或放着几个通知的目录。");
            return Usage;
        }
        var problems = PackLibrary.IsPack(folder) ? PackLoader.Load(folder).Problems : PackLibrary.Load(folder).Problems;
        foreach (var problem in problems) output.WriteLine(problem);
        var errors = problems.Count(p => p.Severity == Severity.Error);
        output.WriteLine(problems.Length == 0 ? "没有发现问题。" : $"{errors} 个错误，{problems.Length - errors} 个提醒。");
        return errors > 0 ? Errors : Clean;
    }
}
