using System.Runtime.InteropServices;

namespace Bot.Operations;

/// <summary>
/// What is not the collector's: the compiler, Lua and Deflate take and free their memory in every thread, and the C library keeps it for the thread that had it. Under load that came to 50 MB of free memory.
/// </summary>
internal static class NativeMemory
{
    // M_ARENA_MAX of malloc.h.
    private const int MostHeaps = -8;

    private static bool canTrim = OperatingSystem.IsLinux();

    /// <summary>Two heaps for all threads instead of eight for each processor, of which each would keep what was freed in it. To be called before there are threads.</summary>
    public static void UseFewHeaps()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = SetOption(MostHeaps, 2);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library, with heaps of its own.
        }
    }

    /// <summary>Gives what is free back to the system; some milliseconds at most. Does nothing where the C library is not glibc.</summary>
    public static void Trim()
    {
        if (!canTrim) return;
        try
        {
            _ = TrimHeap(0);
        }
        catch (EntryPointNotFoundException)
        {
            canTrim = false;
        }
    }

    [DllImport("libc", EntryPoint = "mallopt"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOption(int option, int value);

    [DllImport("libc", EntryPoint = "malloc_trim"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TrimHeap(nint pad);
}
