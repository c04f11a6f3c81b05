using Knowledge.Checking;
using Knowledge.Notices;

namespace Knowledge.Tests.Checking;

/// <summary>Attachment numbers in texts of other shapes.</summary>
public sealed class AttachmentTests
{
    [Theory]
    [InlineData("填写《个人申请表》（附件1）。", "附件：1. 个人申请表\n2. 单位证明", "")]
    [InlineData("填写《个人申请表》（附件2）。", "附件：1. 个人申请表\n2. 单位证明", "个人申请表 2 1")]
    [InlineData("提交单位证明(附件 3)和照片。", "附件：1.个人申请表 2.单位证明", "单位证明 3 2")]
    [InlineData("提交申请表（附件1）。", "附件：创业补贴申请表", "")]
    [InlineData("提交汇总表（附件1）。", "附件：创业补贴申请表", "汇总表 1 -")]
    [InlineData("请将承诺书（附件2，一式两份）交窗口。", "附件：1、申请表；2、个人承诺书（样本）", "")]
    [InlineData("提交申请表（附件1）。", "没有清单", "")]
    public void Mismatches_OfBodyAndList_NamePaperNumberAndWhereItIs(string body, string list, string expected)
    {
        Clause[] clauses = [new(new ClauseRef("一"), "a", "", body, 1), new(new ClauseRef("附件"), "b", "", list, 2)];
        var found = AttachmentQuestions.Mismatches(new NoticeText(clauses, $"{body}\n{list}")).Select(m => $"{m.Mention.Name} {m.Mention.Number} {m.Meant?.Number.ToString() ?? "-"}");
        Assert.Equal(expected, string.Join(' ', found));
    }
}
