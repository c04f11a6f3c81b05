using Knowledge.Deadlines;

namespace Knowledge.Tests.Deadlines;

public sealed class FirstDeadlinesTests
{
    [Theory]
    [InlineData("apply", "2024-09-26", DeadlinePhase.Before)]
    [InlineData("apply", "2024-09-27", DeadlinePhase.Open)]
    [InlineData("apply", "2024-10-24", DeadlinePhase.Open)]
    [InlineData("apply", "2024-10-25", DeadlinePhase.LastDay)]
    [InlineData("apply", "2024-10-26", DeadlinePhase.After)]
    [InlineData("review", "2024-10-07", DeadlinePhase.Before)]
    [InlineData("review", "2024-10-08", DeadlinePhase.Open)]
    [InlineData("paper", "2024-10-27", DeadlinePhase.Before)]
    [InlineData("paper", "2024-10-28", DeadlinePhase.Open)]
    [InlineData("paper", "2024-11-01", DeadlinePhase.LastDay)]
    [InlineData("paper", "2024-11-02", DeadlinePhase.After)]
    [InlineData("appraisal", "2024-12-31", DeadlinePhase.LastDay)]
    [InlineData("publicity", "2024-10-16", DeadlinePhase.Open)]
    [InlineData("publicity", "2024-10-17", DeadlinePhase.LastDay)]
    [InlineData("publicity", "2024-10-18", DeadlinePhase.After)]
    public void PhaseOn_DayBesideABoundary_IsTheRightOne(string id, string day, DeadlinePhase phase) =>
        Assert.Equal(phase, Packs.First.Deadline(id)!.PhaseOn(DateOnly.Parse(day)));

    [Fact]
    public void Publicity_IsWorkedOut_AndShowsTheCountedDaysBothWays()
    {
        var publicity = Packs.First.Deadline("publicity")!;
        Assert.True(publicity.Derived);
        Assert.Equal(new DerivedRule("apply", 5), publicity.Rule);
        Assert.All(new[] { "10月17日", "10月18日", "10月21日", "10月22日", "10月23日", "10月24日", "10月25日", "9月29日", "10月9日", "推算" }, part => Assert.Contains(part, publicity.Explanation, StringComparison.Ordinal));
    }

    [Fact]
    public void Default_AfterAllRoundsClosed_IsTheNewest()
    {
        var library = Knowledge.Loading.PackLibrary.Load(Packs.Shipped);
        Assert.False(library.HasErrors);
        Assert.Equal("ruoqiang-2024", library.Library.Default(new DateOnly(2026, 1, 1))!.Id.Value);
    }
}
