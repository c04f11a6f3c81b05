using Bot.Operations;

namespace Bot.Tests.Operations;

public sealed class MemoryTrimTests
{
    private const long Megabyte = 1 << 20;

    [Fact]
    public void Trim_WhileMuchIsAllocated_Waits()
    {
        using var trim = new MemoryTrim(TimeProvider.System);

        Assert.False(trim.RunOnce(100 * Megabyte));
        Assert.False(trim.RunOnce(200 * Megabyte));
    }

    [Fact]
    public void Trim_OnceItIsQuiet_CollectsOnce()
    {
        using var trim = new MemoryTrim(TimeProvider.System);
        trim.RunOnce(100 * Megabyte);

        Assert.True(trim.RunOnce(101 * Megabyte));
        Assert.False(trim.RunOnce(102 * Megabyte));
    }
}
