using System.Runtime.CompilerServices;
using TestKit.Processes;

namespace Bot.Tests;

internal static class Prerequisites
{
#pragma warning disable CA2255 // A test program is an application; what it lacks is said once, before any test.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Check() => Tools.Require("redis-server");
}
