using System.Text;
using Bot.HrConsole.Survey;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Rules;
using TestKit;

namespace Bot.Tests.Console;

/// <summary>An employer's list in, verdicts and gaps out.</summary>
public sealed class SurveyTests
{
    private static readonly Notice Notice = PackLibrary.Load(Repository.At("Knowledge", "Packs")).Library.All[0];
    private static readonly DateOnly Today = new(2024, 10, 10);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    public async Task Row_OfSomebodyWhoMeetsAll_IsEligibleInEitherEncoding(string encoding)
    {
        var row = Assert.Single((await ReadAsync(File(Rows("A01", ("education", "bachelor"), ("work_start", "2024/7/1"))), encoding)).Rows);
        Assert.Null(row.Problem);
        Assert.Equal(("A01", Verdict.Eligible), (row.Who, row.Verdict));
    }

    [Theory]
    [InlineData("2023年7月")]
    [InlineData("2023-07-15")]
    [InlineData("2023.7.15")]
    [InlineData("2023/07")]
    public async Task Day_WrittenAsOfficesWriteIt_IsRead(string day)
    {
        var row = Assert.Single((await ReadAsync(File(Rows("A01", ("education", "associate"), ("work_start", day))))).Rows);
        Assert.Null(row.Problem);
        Assert.Equal(Verdict.Eligible, row.Verdict);
    }

    [Fact]
    public async Task Row_WithGaps_NamesThem()
    {
        var rows = (await ReadAsync(File(Rows("A01", ("education", "associate"), ("work_start", "2024-08-01")), Rows("A02", ("work_start", ""))))).Rows;
        Assert.Equal(Verdict.NotYet, rows[0].Verdict);
        Assert.NotEmpty(rows[0].Gaps);
        Assert.Equal(Verdict.Incomplete, rows[1].Verdict);
        Assert.Contains(Notice.Field("work_start")!.Label, Assert.Single(rows[1].Gaps, g => g.StartsWith("还要填", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_WithoutANumberOrWithAnothers_IsNotJudged()
    {
        var rows = (await ReadAsync(File(Rows("A01"), Rows(""), Rows("A01")))).Rows;
        Assert.Null(rows[0].Problem);
        Assert.Contains("第 3 行没有编号", rows[1].Problem, StringComparison.Ordinal);
        Assert.Contains("第 4 行的编号和第 2 行一样", rows[2].Problem, StringComparison.Ordinal);
        Assert.All(rows.Skip(1), r => Assert.Null(r.Verdict));
    }

    [Fact]
    public async Task Gaps_ReadByAnOffice_AddressNobody()
    {
        var rows = (await ReadAsync(File(Rows("A01", ("education", "associate"), ("work_start", "2024-08-01")), Rows("A02", ("study_mode", "part_time"))))).Rows;
        Assert.All(rows, r => Assert.NotEmpty(r.Gaps));
        Assert.DoesNotContain("您", string.Concat(rows.SelectMany(r => r.Gaps)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_ThatCannotBeRead_SaysWhichCellAndDoesNotStopTheOthers()
    {
        var rows = (await ReadAsync(File(Rows("A01", ("work_start", "去年夏天")), Rows("A02")))).Rows;
        Assert.Contains($"第 2 行“{Notice.Field("work_start")!.Label}”写的是“去年夏天”", rows[0].Problem, StringComparison.Ordinal);
        Assert.Null(rows[1].Problem);
    }

    [Theory]
    [InlineData("姓名,电话\n张三,1", "第一列应叫“编号”")]
    [InlineData("编号,姓名\nA01,张三", "看不懂这些列：姓名")]
    [InlineData("编号", "只有列名")]
    [InlineData("", "空的")]
    public async Task File_ThatIsNoList_IsRefusedWithASentence(string text, string says) =>
        Assert.Contains(says, (await ReadAsync(text)).Problem, StringComparison.Ordinal);

    [Fact]
    public async Task Template_UploadedAsItIs_HasNobodyInIt()
    {
        using var stream = new MemoryStream(StaffSurvey.Template(Notice));
        var result = await StaffSurvey.ReadAsync(stream, Notice, Today, TestContext.Current.CancellationToken);
        Assert.Contains("只有列名", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_FilledInBelowItsExplainingLine_HasThatLineLeftOut()
    {
        var template = Encoding.UTF8.GetString(StaffSurvey.Template(Notice)).TrimStart('\uFEFF');
        var row = Assert.Single((await ReadAsync(template + "A01,本科")).Rows);
        Assert.Equal((3, "A01", null), (row.Line, row.Who, row.Problem));
    }

    [Theory]
    [InlineData("653223199001011234")]
    [InlineData("13812345678")]
    public async Task Row_UnderAPersonalNumber_IsRefusedAndTheNumberIsNotRepeated(string number)
    {
        var row = Assert.Single((await ReadAsync(File(Rows(number)))).Rows);
        Assert.Contains("请改成自己编的号", row.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(number, row.Who + row.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cell_ThatWouldBeAFormula_IsHarmlessInTheOutcome()
    {
        var csv = Encoding.UTF8.GetString(StaffSurvey.Csv(await ReadAsync(File(Rows("=1+1")))));
        Assert.Contains("\"'=1+1\"", csv, StringComparison.Ordinal);
    }

    // Somebody who meets everything, unless a cell says otherwise.
    private static Dictionary<string, string> Rows(string who, params (string Field, string Cell)[] cells)
    {
        var row = new Dictionary<string, string>
        {
            [""] = who, ["education"] = "bachelor", ["study_mode"] = "full_time", ["in_county"] = "是", ["employer_type"] = "enterprise", ["professional_post"] = "是",
            ["work_start"] = "2024-07-01", ["specialty"] = "水利", ["assessment"] = "passed",
        };
        foreach (var (field, cell) in cells) row[field] = cell;
        return row;
    }

    private static string File(params Dictionary<string, string>[] rows) =>
        string.Join("\r\n", rows.Select(r => string.Join(',', r.Values)).Prepend(string.Join(',', rows[0].Keys.Select(k => k.Length == 0 ? StaffSurvey.Key : Notice.Field(k)!.Label))));

    private static async Task<SurveyResult> ReadAsync(string text, string encoding = "utf-8")
    {
        using var stream = new MemoryStream((encoding == "utf-8" ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(encoding)!).GetBytes(text));
        return await StaffSurvey.ReadAsync(stream, Notice, Today, TestContext.Current.CancellationToken);
    }
}
