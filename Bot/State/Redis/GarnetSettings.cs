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
        // So large that what is talked about mostly fits: what it puts out of memory is the part of this version that fails under load (garnet issues 2025, 2069). Pages take memory
        // when they are first written.
        LogMemorySize = "32m",
        PageSize = "512k",
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
