using Knowledge.Loading;

namespace Knowledge.Tests.Loading;

public sealed class FirstNoticeTests
{
    [Fact]
    public void Load_FirstNotice_HasNoErrors() =>
        Assert.Empty(Packs.FirstLoad.Problems.Where(p => p.Severity == Severity.Error).Select(p => p.ToString()));
}
