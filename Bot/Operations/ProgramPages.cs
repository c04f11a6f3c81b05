using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Bot.Operations;

/// <summary>
/// The pages of .NET program files that the system has shown this process: 60 MB after a start, most of them descriptions of types that the start or the compiler looked at once. The system takes back what
/// it has shown only when the whole machine is short of memory. Let go of, a page stays in the system's cache of files, and is shown again to whoever touches it.
/// </summary>
internal static class ProgramPages
{
    // MADV_DONTNEED of mman.h.
    private const int NotNeededNow = 4;

    private static bool canLetGo = OperatingSystem.IsLinux();

    /// <summary>Some milliseconds at most. Does nothing on other systems, nor beside a debugger, which writes into code.</summary>
    public static void LetGo()
    {
        if (!canLetGo || Debugger.IsAttached) return;
        try
        {
            foreach (var line in File.ReadLines("/proc/self/maps"))
                if (FindUnwritten(line) is var (from, length)) _ = Advise(from, length, NotNeededNow);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EntryPointNotFoundException)
        {
            canLetGo = false;
        }
    }

    /// <summary>
    /// Only what nobody can have written to: shared and readable (descriptions and code of the virtual machine), or code of the processor, which is executed where it lies. What is written to
    /// when a file is loaded, tables of addresses, is mapped otherwise and would be lost.
    /// </summary>
    /// <param name="line">Of /proc/self/maps: from-to, mode, offset, device, node, file.</param>
    public static (nint From, nint Length)? FindUnwritten(string line)
    {
        if (!line.EndsWith(".dll", StringComparison.Ordinal)) return null;
        var (dash, end) = (line.IndexOf('-', StringComparison.Ordinal), line.IndexOf(' ', StringComparison.Ordinal));
        if (dash < 0 || end < dash || line.AsSpan(end + 1) is not (['r', '-', '-', 's', ' ', ..] or ['r', '-', 'x', 'p', ' ', ..])) return null;
        var from = nint.Parse(line.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return (from, nint.Parse(line.AsSpan(dash + 1, end - dash - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) - from);
    }

    [DllImport("libc", EntryPoint = "madvise"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(nint address, nint length, int advice);
}
