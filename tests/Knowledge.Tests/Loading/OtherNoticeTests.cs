using Knowledge.Deadlines;
using Knowledge.Loading;
using Knowledge.Materials;
using Knowledge.Rules;

namespace Knowledge.Tests.Loading;

/// <summary>A quite different notice works without a line of code for it: other fields, amounts, months, other windows.</summary>
public sealed class OtherNoticeTests
{
    private static readonly LoadResult Result = PackLoader.Load(Packs.Other);

    private static readonly Profile House = Facts(("building", "home"), ("built", "1998"), ("floors", 6m), ("consent", 80m), ("registered", true), ("accepted", "2024-08-15"), ("cost", 500_000m));

    [Fact]
    public void Load_OtherNotice_HasNoErrors() => Assert.Empty(Result.Problems.Where(p => p.Severity == Severity.Error));

    [Theory]
    [InlineData("floors", 4, Verdict.Eligible)]
    [InlineData("floors", 3.99, Verdict.Ineligible)]
    [InlineData("consent", 66.67, Verdict.Eligible)]
    [InlineData("consent", 66.66, Verdict.NotYet)]
    [InlineData("cost", 800_000, Verdict.Eligible)]
    [InlineData("cost", 800_000.01, Verdict.NeedsReview)]
    public void Evaluate_AmountAtItsBound_DecidesInclusively(string field, double amount, Verdict expected) =>
        Assert.Equal(expected, Check(House.With(field, new FactValue.Amount((decimal)amount))).Verdict);

    [Theory]
    [InlineData("2024-11-30", Verdict.Eligible, null)]
    [InlineData("2024-12-01", Verdict.NotYet, "2025-06-01")]
    [InlineData("2024-11", Verdict.Eligible, null)]
    public void Evaluate_SixMonthsOfUse_AreCountedToTheClose(string accepted, Verdict expected, string? from)
    {
        var result = Check(House.With("accepted", new FactValue.Date(PartialDate.Parse(accepted))));
        Assert.Equal(expected, result.Verdict);
        Assert.Equal(from, result.EligibleFrom?.ToString());
    }

    [Fact]
    public void Evaluate_NothingTold_AsksInThePacksOrder()
    {
        var result = Check(Profile.Empty);
        Assert.Equal(Verdict.Incomplete, result.Verdict);
        Assert.Equal(["building", "built", "floors", "consent", "registered", "accepted", "cost"], result.Missing.Select(f => f.Id));
        Assert.Equal(MaterialStatus.IfAvailable, result.Materials.Single(m => m.Material.Id == "audit").Status);
    }

    [Fact]
    public void Evaluate_DearLift_NeedsTheAudit() =>
        Assert.Equal(MaterialStatus.Required, Check(House.With("cost", new FactValue.Amount(900_000))).Materials.Single(m => m.Material.Id == "audit").Status);

    [Fact]
    public void Deadlines_DerivedOne_SkipsTheHolidayOfItsYear()
    {
        var board = Result.Notice!.Deadline("notice-board")!;
        Assert.Equal(new DateOnly(2025, 5, 20), board.Closes);
        Assert.Equal(DeadlinePhase.Before, Result.Notice!.Deadline("inspection")!.PhaseOn(new DateOnly(2025, 6, 2)));
        Assert.Equal("最迟5月20日（周二）贴出，5月21日、5月22日、5月23日、5月26日、5月27日、5月28日、5月29日是7个工作日。", board.Explanation);
    }

    [Fact]
    public void Check_AttachmentsThatAgree_RaisesNoQuestionAboutThem() =>
        Assert.DoesNotContain(Result.Problems, p => p.Message.Contains("附件", StringComparison.Ordinal));

    private static SelfCheckResult Check(Profile profile) => SelfCheck.Evaluate(Result.Notice!, profile, new DateOnly(2025, 4, 1));

    private static Profile Facts(params (string Field, object Value)[] facts) => facts.Aggregate(Profile.Empty, (p, f) => p.With(f.Field, f.Value switch
    {
        bool b => new FactValue.Flag(b),
        decimal d => new FactValue.Amount(d),
        string s when PartialDate.TryParse(s, null, out var date) => new FactValue.Date(date),
        var s => new FactValue.Choice((string)s),
    }));
}
