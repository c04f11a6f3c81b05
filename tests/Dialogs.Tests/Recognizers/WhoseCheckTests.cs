using Dialogs.Recognizers.Commands;

namespace Dialogs.Tests.Recognizers;

public sealed class WhoseCheckTests
{
    [Theory]
    [InlineData("开始自查,我同事全日制本科", "同事")]
    [InlineData("自查一下,我们单位有个员工是大专", "员工")]
    [InlineData("开始自查,是帮爱人查的", "爱人")]
    [InlineData("我是科长,帮单位员工自查", "员工")]
    [InlineData("开始自查,我全日制本科,若羌县水利局下属事业单位,专业技术岗", null)]
    [InlineData("开始自查,我是县医院的员工", null)]
    [InlineData("我是企业职工,想自查", null)]
    [InlineData("开始自查,职工医院的护士", null)]
    [InlineData("开始自查", null)]
    [InlineData("我是本科,我老公是大专,帮我看我能不能报", null)]
    public void Whom_InAMessageThatAsksForACheck_IsSomebodyElseOnly(string text, string? whom) => Assert.Equal(whom, CommandReader.Whom(text));

    [Theory]
    [InlineData("我后来的老公是大专", true)]
    [InlineData("我是本科,我弟弟在企业", true)]
    [InlineData("女儿去年毕业", true)]
    [InlineData("我是他同事", false)]
    [InlineData("帮我爱人看看", false)]
    [InlineData("我在县医院上班,是同事介绍的", false)]
    public void Clause_AboutAnother_TellsNothingOfTheSpeaker(string text, bool another) => Assert.Equal(another, CommandReader.IsOfRelation(text));
}
