using System.Net;
using Garnet.server;
using Garnet.server.Auth.Settings;
using Tsavorite.core;

namespace Bot.State.Redis;

/// <summary>How the embedded Garnet is set; what is not said here is Garnet's own default.</summary>
internal static class GarnetSettings
{
    public static GarnetServerOptions Make(string directory, int port, string password, int compactAboveMegabytes, int checkEverySeconds) => new(logger: null!)
    {
        EndPoints = [new IPEndPoint(IPAddress.Loopback, port)],
        AuthSettings = new PasswordAuthenticationSettings(password),
        QuietMode = true,
        MaxDatabases = 1,
        DeviceType = DeviceType.RandomAccess,
        DeviceFactoryCreator = new OrderedLogDevices(),
        CheckpointDir = directory,
        LogDir = directory,

        // A log or checkpoint that cannot be read must stop the start: the default is to go on with what is left.
        Recover = true,
        FailOnRecoveryError = true,

        // Without transaction mode the scripts of two connections interleave.
        EnableLua = true,
        LuaTransactionMode = true,
        LuaOptions = new(),

        // Without the storage tier, what does not fit into the memory is gone.
        EnableStorageTier = true,
        // A ring of pages: a new one takes the place of the oldest, which is on disk by then. Given a size in bytes instead, Garnet has a thread that makes room, and writer and that thread waited for each
        // other for good, or it ended the process (2.2.8; garnet issues 2025, 2069). Pages take memory when they are first written.
        LogMemorySize = null!,
        PageSize = "1m",
        PageCount = 32,
        // Who reads a talk from the disk writes it next, and a script reads it once more before: it is taken into the pages by the first. Without that few pages make it slow: a broadcast to more than they hold ran at
        // a third of the speed.
        CopyReadsToTail = true,
        // A conversation lies in the page and is written in place. What is longer is an object on the managed heap and in a file of its own.
        MaxInlineValueSize = "256k",
        IndexMemorySize = "2m",
        // What it may keep of buffers that nobody uses: one process talks to it, over two connections.
        NetworkBufferPoolSize = "4m",
        BufferPoolMemoryBudget = "10m",

        // Compaction: once the append-only file is too long, a checkpoint takes its place; files go a segment at a time.
        EnableAOF = true,
        AofMemorySize = "4m",
        AofPageSize = "2m",
        AofSegmentSize = "8m",
        AofSizeLimit = $"{compactAboveMegabytes}m",
        AofSizeLimitEnforceFrequencySecs = checkEverySeconds,
        SegmentSize = "16m",
        CompactionType = LogCompactionType.Lookup,
        CompactionMaxSegments = 4,
    };
}
