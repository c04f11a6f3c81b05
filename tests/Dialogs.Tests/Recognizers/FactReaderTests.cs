using Dialogs.Recognizers;
using Dialogs.Recognizers.Facts;
using Knowledge.Rules;

namespace Dialogs.Tests.Recognizers;

public sealed class FactReaderTests
{
    [Theory]
    [InlineData("本科，2024年7月毕业的", "education=bachelor")]
    [InlineData("大专，统招全日制", "education=associate study_mode=full_time")]
    [InlineData("若羌县幼儿园的老师，事业编制", "employer_type=public_institution in_county=true specialty=幼儿园教师")]
    [InlineData("去年最后一天，12月31号入的职", "work_start=2023-12-31")]
    [InlineData("专业技术岗位，年度考核合格", "assessment=passed professional_post=true")]
    [InlineData("全日制本科，2024年7月到若羌县一家矿业公司上班，企业", "education=bachelor employer_type=enterprise in_county=true study_mode=full_time work_start=2024-07")]
    [InlineData("自查一下我行不行：若羌县第二小学语文老师，事业编，专技岗，全日制大专，2023年8月入职，考核合格", "assessment=passed education=associate employer_type=public_institution in_county=true professional_post=true specialty=中小学教师 study_mode=full_time subject=chinese work_start=2023-08")]
    [InlineData("查一下能不能报：全日制本科，若羌县林业站，事业编，专技岗，林业专业，去年7月参加工作，普通话二乙，年度考核不合格", "assessment=failed education=bachelor employer_type=public_institution in_county=true professional_post=true putonghua=二级乙等 specialty=林业 study_mode=full_time work_start=2023-07")]
    [InlineData("2021年9月到若羌县幼儿园当老师，事业单位，专技岗", "employer_type=public_institution in_county=true professional_post=true specialty=幼儿园教师 work_start=2021-09")]
    [InlineData("还是查吧，我一次说完：全日制大专，2022年8月到若羌县档案馆，事业单位，档案专业，专技岗，考核合格，普通话三甲，学信网查得到，不免学", "assessment=passed ce_exempt=false chsi_found=true education=associate employer_type=public_institution in_county=true professional_post=true putonghua=三级甲等 specialty=档案 study_mode=full_time work_start=2022-08")]
    [InlineData("全日制大专，2023年5月到若羌县的钾肥厂上班，企业", "education=associate employer_type=enterprise in_county=true study_mode=full_time work_start=2023-05")]
    [InlineData("2023年10月26日入职 大专", "education=associate work_start=2023-10-26")]
    [InlineData("水利水电工程", "specialty=水利")]
    [InlineData("我是高级工程师，专技岗", "professional_post=true")]
    [InlineData("水电工", "professional_post=false specialty=other")]
    [InlineData("化工工艺员，专技岗", "professional_post=true specialty=化工")]
    [InlineData("看错了，刚翻出证来，上面写的是二级甲等", "putonghua=二级甲等")]
    [InlineData("自考的本科", "study_mode=part_time")]
    [InlineData("我先念的是全日制大专，本科是工作以后自考的", "education=associate study_mode=full_time")]
    [InlineData("本科是自考的，大专是全日制的", "education=associate study_mode=full_time")]
    [InlineData("本科是函授的，中专是统招", "education=secondary study_mode=full_time")]
    [InlineData("大专统招，本科也是统招", "study_mode=full_time")]
    [InlineData("全日制大专，哦不对，是自考的大专", "education=associate study_mode=part_time")]
    [InlineData("我是大专，本科是自考的", "education=associate study_mode=part_time")]
    [InlineData("考核合不合格我不知道", "")]
    [InlineData("工作两年了", "")]
    [InlineData("什么时候截止？", "")]
    [InlineData("听说10月30号截止？", "")]
    [InlineData("大专毕业，2023年7月毕业，2023年9月1号上班", "education=associate work_start=2023-09-01")]
    [InlineData("我是2022年8月参加工作的，2021年毕业", "work_start=2022-08")]
    [InlineData("我是本科，不对，我是专科", "education=associate")]
    [InlineData("不是本科，是大专", "education=associate")]
    [InlineData("2023年9月入职，哦不对，是2023年10月入职", "work_start=2023-10")]
    [InlineData("2023年3月1号开始在林场干的", "employer_type=public_institution specialty=林业 work_start=2023-03-01")]
    [InlineData("中专毕业，2023年3月到的兽医站", "education=secondary employer_type=public_institution specialty=兽医 work_start=2023-03")]
    [InlineData("乡上畜牧兽医站的事业编，三乙", "employer_type=public_institution putonghua=三级乙等")]
    [InlineData("党校教师应执行二级乙等还是三级乙等标准", "specialty=党干校")]
    [InlineData("食堂几点开门", "")]
    [InlineData("林场，企业，林业专业", "employer_type=enterprise specialty=林业")]
    [InlineData("林场，林业专业", "employer_type=public_institution specialty=林业")]
    [InlineData("光给初中备实验、洗试管", "specialty=实验技术")]
    [InlineData("职业高中汽修专业课教师", "specialty=中等职业院校教师 subject=other")]
    public void Read_AMessage_TheFactsItStates(string text, string expected) => Assert.Equal(expected, Facts(text, null));

    [Theory]
    [InlineData("今年7月大专毕业的，9月分到水利站", "2024-09")]
    [InlineData("我是大专，去年9月在县医院上班，干检验的", "2023-09")]
    [InlineData("2023年7月毕业，一直没工作，今年3月才入职", "2024-03")]
    [InlineData("2023年9月1号报到，2024年9月转正", "2023-09-01")]
    [InlineData("参加工作时间是2022年11月", "2022-11")]
    [InlineData("我在县医院上班，2022年8月来的", "2022-08")]
    [InlineData("去年毕业的", null)]
    [InlineData("98年生的", null)]
    [InlineData("2024年5月考的普通话", null)]
    [InlineData("公示是10月12号贴的", null)]
    [InlineData("10月25号前能报吗", null)]
    [InlineData("去年3月份去的乡兽医站", "2023-03")]
    [InlineData("2022年9月1号到乡林管站搞营林", "2022-09-01")]
    [InlineData("去年3月去的北京", null)]
    [InlineData("去年3月的公示，水利站贴的", null)]
    public void Read_DatesOfSeveralThings_OnlyThatOfTheWork(string text, string? start) =>
        Assert.Equal(start, Read(text, null).Facts["work_start"]?.ToString());

    [Theory]
    [InlineData("ce_exempt", "哦对，上个月重考的成绩下来了，是一级乙等", "putonghua=一级乙等")]
    [InlineData("ce_exempt", "对了，我是本科", "education=bachelor")]
    [InlineData("ce_exempt", "对，我是本科", "ce_exempt=true education=bachelor")]
    [InlineData("ce_exempt", "哦对", "ce_exempt=true")]
    [InlineData("study_mode", "是的", "study_mode=full_time")]
    [InlineData("study_mode", "不是", "study_mode=part_time")]
    [InlineData("subject", "是", "subject=chinese")]
    [InlineData("subject", "不是", "subject=other")]
    [InlineData("broadcaster", "是", "")]
    [InlineData("specialty", "高中", "specialty=中小学教师")]
    [InlineData("specialty", "在小学", "specialty=中小学教师")]
    [InlineData("education", "高中", "education=below")]
    [InlineData("work_start", "去年9月", "work_start=2023-09")]
    [InlineData("work_start", "2023.9.1", "work_start=2023-09-01")]
    [InlineData("work_start", "9月1号", "work_start=2024-09-01")]
    [InlineData("work_start", "11月1号", "work_start=2023-11-01")]
    [InlineData("work_start", "22年7月", "work_start=2022-07")]
    [InlineData("work_start", "2022年毕业的", "")]
    [InlineData("work_start", "忘了", "")]
    [InlineData("work_start", "昨天刚报到", "work_start=2024-10-14")]
    [InlineData("work_start", "干了两年了", "")]
    [InlineData("work_start", "今年满三年", "")]
    [InlineData("professional_post", "是滴", "professional_post=true")]
    [InlineData("professional_post", "不是", "professional_post=false")]
    [InlineData("professional_post", "应该是吧，记不清", "")]
    [InlineData("professional_post", "不晓得", "")]
    [InlineData("professional_post", "这个算不算专技岗？", "")]
    [InlineData("in_county", "在的", "in_county=true")]
    [InlineData("putonghua", "没有", "putonghua=none")]
    [InlineData("putonghua", "没有考过呢", "putonghua=none")]
    [InlineData("education", "大专", "education=associate")]
    [InlineData("education", "技校", "")]
    [InlineData("chsi_found", "能查到", "chsi_found=true")]
    [InlineData("chsi_found", "查不到", "chsi_found=false")]
    [InlineData("putonghua", "二极甲等", "putonghua=二级甲等")]
    [InlineData("employer_type", "世业单位", "employer_type=public_institution")]
    [InlineData("putonghua", "准备考二甲", "")]
    [InlineData("education", "本科没毕业", "")]
    [InlineData("putonghua", "普通话二级甲等，87分", "putonghua=二级甲等")]
    public void Read_AnAnswer_IsReadAsOne(string field, string text, string expected) => Assert.Equal(expected, Facts(text, PackFields.Get(field)));

    [Theory]
    [InlineData("技校毕业", "education")]
    [InlineData("普通话83分", "putonghua")]
    [InlineData("专升本", "study_mode")]
    public void Read_WordsThatFitSeveralOptions_AreUnclearWithTheNote(string text, string field)
    {
        var unclear = Assert.Single(Read(text, null).Unclear, u => u.Field == field);
        Assert.NotNull(unclear.Note);
    }

    [Fact]
    public void Read_TwoOptionsThatExcludeEachOther_Unclear()
    {
        var reading = Read("二甲还是二乙来着", PackFields.Get("putonghua"));
        Assert.False(reading.Facts.Knows("putonghua"));
        Assert.Contains(reading.Unclear, u => u.Field == "putonghua");
    }

    [Theory]
    [InlineData("不对，我是专科", true)]
    [InlineData("看错了，是二甲", true)]
    [InlineData("我是专科", false)]
    public void Read_ACorrection_IsMarked(string text, bool corrects) => Assert.Equal(corrects, Read(text, null).Corrects);

    private static string Facts(string text, Field? asking) => string.Join(' ', Read(text, asking).Facts.Facts.Select(f => $"{f.Key}={f.Value}"));

    private static FactReading Read(string text, Field? asking) =>
        FactReader.Read(PackFields.Suite.Recognize(text, new DateOnly(2024, 10, 15)), PackFields.All, asking);
}
