using System.Text.Json;
using Bot.Operations;

namespace Bot.Tests.Operations;

public sealed class ProgramPagesTests
{
    [Theory]
    [InlineData("7f00a000-7f00c000 r--s 00000000 fe:00 123                        /usr/share/dotnet/Some.Library.dll", 0x7f00a000, 0x2000)]
    [InlineData("7f00c000-7f00d000 r-xp 00002000 fe:00 123                        /a folder/Some.Library.dll", 0x7f00c000, 0x1000)]
    public void Pages_ThatNobodyWritesTo_AreFound(string line, long from, long length) =>
        Assert.Equal(((nint)from, (nint)length), ProgramPages.FindUnwritten(line));

    /// <summary>What stands there and not in the file would be lost.</summary>
    [Theory]
    [InlineData("7f00a000-7f00c000 rw-p 00000000 fe:00 123                        /usr/share/dotnet/Some.Library.dll")]
    [InlineData("7f00a000-7f00c000 r--p 00000000 fe:00 123                        /usr/share/dotnet/Some.Library.dll")]
    [InlineData("7f00a000-7f00c000 rwxp 00000000 fe:00 123                        /usr/share/dotnet/Some.Library.dll")]
    [InlineData("7f00a000-7f00c000 rw-s 00000000 fe:00 123                        /usr/share/dotnet/Some.Library.dll")]
    [InlineData("7f00a000-7f00c000 r-xp 00000000 fe:00 123                        /usr/share/dotnet/libcoreclr.so")]
    [InlineData("7f00a000-7f00c000 r--s 00000000 00:01 1024                       /memfd:doublemapper (deleted)")]
    [InlineData("7f00a000-7f00c000 rw-p 00000000 00:00 0")]
    [InlineData("7ffd0000-7ffd2000 r-xp 00000000 00:00 0                          [vdso]")]
    [InlineData("r--s Some.Library.dll")]
    [InlineData("")]
    public void Pages_ThatSomebodyMayHaveWrittenTo_AreNot(string line) => Assert.Null(ProgramPages.FindUnwritten(line));

    [Fact]
    public void LetGo_AgainAndAgain_LeavesTheProgramAsItWas()
    {
        for (var i = 0; i < 3; i++)
        {
            ProgramPages.LetGo();
            Assert.Equal("[1,2]", JsonSerializer.Serialize(JsonSerializer.Deserialize<int[]>("[1, 2]")));
        }
    }
}
