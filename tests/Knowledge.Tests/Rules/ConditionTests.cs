using Knowledge.Rules;

namespace Knowledge.Tests.Rules;

public sealed class ConditionTests
{
    private static readonly Condition Bachelor = new Condition.OneOf("education", ["bachelor"]);
    private static readonly Condition InCounty = new Condition.OneOf("in_county", ["true"]);

    [Theory]
    [InlineData("2023-10-25", Truth.True)]
    [InlineData("2023-10-26", Truth.False)]
    [InlineData("2023-10", Truth.Unknown)]
    [InlineData("2023-09", Truth.True)]
    [InlineData("2024", Truth.False)]
    public void Between_DateOfThatPrecision_IsTrueFalseOrOpen(string date, Truth expected) =>
        Assert.Equal(expected, new Condition.Between("work_start", null, new ReachedDate("work_start", 1, 0).LatestStart(new DateOnly(2024, 10, 25))).Evaluate(Scope(("work_start", new FactValue.Date(PartialDate.Parse(date))))));

    [Theory]
    [InlineData(2024, 10, 25, 1, "2023-10-25")]
    [InlineData(2025, 2, 28, 1, "2024-02-29")]
    [InlineData(2024, 2, 29, 1, "2023-02-28")]
    [InlineData(2024, 12, 31, 2, "2022-12-31")]
    public void LatestStart_OfADay_IsTheLastFromWhichThePeriodIsOver(int year, int month, int day, int years, string expected) =>
        Assert.Equal(DateOnly.Parse(expected), new ReachedDate("x", years, 0).LatestStart(new DateOnly(year, month, day)));

    [Fact]
    public void Evaluate_UnknownPart_IsUnknownOnlyWhereItMatters()
    {
        var inCounty = Scope(("in_county", new FactValue.Flag(true)));
        Assert.Equal(Truth.Unknown, new Condition.All([Bachelor, InCounty]).Evaluate(inCounty));
        Assert.Equal(Truth.True, new Condition.Any([Bachelor, InCounty]).Evaluate(inCounty));
        Assert.Equal(Truth.False, new Condition.All([Bachelor, new Condition.Not(InCounty)]).Evaluate(inCounty));
        Assert.Equal(Truth.Unknown, new Condition.Not(Bachelor).Evaluate(inCounty));
        Assert.Equal(Truth.False, new Condition.Known("education").Evaluate(inCounty));
    }

    [Theory]
    [InlineData("phase.apply", "open", Truth.True)]
    [InlineData("phase.paper", "before", Truth.True)]
    [InlineData("criterion.education", "unknown", Truth.True)]
    [InlineData("verdict", "eligible", Truth.False)]
    [InlineData("asked.x", "1", Truth.Unknown)]
    public void Scoped_Key_IsReadFromTheDayTheCheckOrTheCaller(string key, string value, Truth expected) =>
        Assert.Equal(expected, new Condition.Scoped(key, [value]).Evaluate(Scope()));

    [Fact]
    public void Fact_ThatFollowsFromOthers_OverridesWhatWasTold()
    {
        var teacher = Scope(("specialty", new FactValue.Choice("幼儿园教师")), ("education_system", new FactValue.Flag(false)));
        Assert.Equal(new FactValue.Flag(true), teacher.Fact("education_system"));
        Assert.Equal(new FactValue.Flag(false), Scope(("specialty", new FactValue.Choice("水利"))).Fact("education_system"));
        Assert.Null(Scope(("specialty", new FactValue.Choice("党干校"))).Fact("education_system"));
    }

    private static ConditionScope Scope(params (string Field, FactValue Value)[] facts) =>
        new(Packs.First, facts.Aggregate(Profile.Empty, (p, f) => p.With(f.Field, f.Value)), new DateOnly(2024, 10, 10));
}
