using System.Runtime.CompilerServices;
using TestKit.Processes;

namespace Bot.Tests;

internal static class Prerequisites
{
#pragma warning disable CA2255 // A test program is an application; what it lacks is said once, before any test.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Check()
    {
        Tools.Require("redis-server");
        // On a machine with two processors and five test programs the store may need longer than the two seconds after which it counts as away.
        Environment.SetEnvironmentVariable("Redis__TimeoutMilliseconds", "10000");
    }
}
