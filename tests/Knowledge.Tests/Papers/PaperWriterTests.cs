using Knowledge.Loading;
using Knowledge.Papers;
using Knowledge.Rules;

namespace Knowledge.Tests.Papers;

/// <summary>What stands in the notice's forms for whom and when.</summary>
public sealed class PaperWriterTests
{
    private static readonly Profile Vet = Profile.Empty.With("specialty", new FactValue.Choice("兽医"));

    [Theory]
    // Posted on the last possible day, a day before and a day after it.
    [InlineData("2024-10-16", "2024年10月16日起至2024年10月23日止")]
    [InlineData("2024-10-17", "2024年10月17日起至2024年10月24日止")]
    [InlineData("2024-10-18", "起至__")]
    // A Saturday that is worked, a Sunday that is not, a holiday.
    [InlineData("2024-10-12", "2024年10月12日起至2024年10月18日止")]
    [InlineData("2024-10-13", "2024年10月14日起至2024年10月21日止")]
    [InlineData("2024-10-03", "2024年10月8日起至2024年10月14日止")]
    [InlineData("2024-09-25", "2024年9月25日起至2024年10月8日止")]
    public void Publicity_MadeOnADay_AnnouncesTheDaysCountedFromIt(string today, string expected)
    {
        Assert.Contains(expected, Text("publicity", Vet, today, null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-10-15", "2024年10月15日起至2024年10月22日止")]
    [InlineData("2024-10-18", "2024年10月18日起至2024年10月25日止")]
    public void Publicity_ADayNamed_CountsFromThatDayEvenIfItIsTooLate(string starts, string expected)
    {
        Assert.Contains(expected, Text("publicity", Vet, "2024-10-14", starts), StringComparison.Ordinal);
    }

    [Fact]
    public void PublicityResult_NoDayNamed_LeavesTheDaysBlank()
    {
        Assert.DoesNotContain("2024年10月", Text("publicity-result", Vet, "2024-10-14", null), StringComparison.Ordinal);
        Assert.Contains("2024年10月8日——2024年10月14日在我单位", Text("publicity-result", Vet, "2024-10-15", "2024-10-08"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("兽医", "________系列兽医专业初级职称")]
    [InlineData("中小学教师", "中小学教师系列________专业初级职称")]
    [InlineData("other", "________系列________专业初级职称")]
    [InlineData(null, "________系列________专业初级职称")]
    public void Publicity_Specialty_StandsWhereTheNoticeHasIt(string? specialty, string expected)
    {
        var facts = specialty is null ? Profile.Empty : Profile.Empty.With("specialty", new FactValue.Choice(specialty));

        Assert.Contains(expected, Text("publicity", facts, "2024-10-10", null), StringComparison.Ordinal);
    }

    [Fact]
    public void Papers_EveryFormOfTheNotice_IsThere()
    {
        Assert.Equal(Packs.First.Templates.Select(t => t.Id), Packs.First.Papers.Select(p => p.Id));
    }

    [Fact]
    public void Papers_NamesAndNumbersOfPeople_AreAlwaysBlank()
    {
        foreach (var paper in Packs.First.Papers)
            Assert.DoesNotContain(Packs.First.Fields.Select(f => f.Id).Where(f => f != "specialty"), paper.Shows);
    }

    [Fact]
    public void OtherPack_Form_FillsItsTable()
    {
        var notice = PackLoader.Load(Packs.Other).Notice!;
        var facts = Profile.Empty.With("floors", new FactValue.Amount(6)).With("cost", new FactValue.Amount(560000));

        var form = PaperWriter.Write(notice, notice.Paper("form")!, facts, new DateOnly(2025, 4, 1), null);

        Assert.Contains(form.Blocks, b => b.Role == PaperRole.Row && b.Cells is ["层数", "6层", ..]);
        Assert.Contains(form.Blocks, b => b.Cells[0].Contains("2025年4月1日起至2025年4月11日止", StringComparison.Ordinal));
    }

    private static string Text(string paper, Profile facts, string today, string? starts) => string.Join('\n', PaperWriter
        .Write(Packs.First, Packs.First.Paper(paper)!, facts, DateOnly.Parse(today), starts is null ? null : DateOnly.Parse(starts)).Blocks.SelectMany(b => b.Cells));
}
