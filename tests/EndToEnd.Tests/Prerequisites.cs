using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using TestKit.Processes;

namespace EndToEnd.Tests;

internal static class Prerequisites
{
#pragma warning disable CA2255 // A test program is an application; what it lacks is said once, before any test.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Check()
    {
        Tools.Require("redis-server", "chromium", "node", "npm");
        // What a page shows is awaited for as long as a loaded machine of two cores may need.
        Assertions.SetDefaultExpectTimeout(30_000);
    }
}
