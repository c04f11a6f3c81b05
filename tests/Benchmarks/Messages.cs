using System.Collections.Immutable;

namespace Benchmarks;

/// <summary>A mix of what people send: short and long questions, typos, what the notice does not say, small talk, and a whole self-check.</summary>
internal static class Messages
{
    public static readonly ImmutableArray<string> Mix =
    [
        "大专毕业几年能报", "网上申报什么时候截止", "你好", "普通话要几级", "那语文老师呢", "公示要几天", "学位证丢了怎么办",
        "我去年从学校毕业以后回来考上了县里的事业单位，领导说今年有个职称可以直接认定不用考试，我也没弄过，不知道要准备些什么材料，麻烦告诉我一下",
        "抱名最后一天是哪天", "报名费多少", "附件1到底是什么", "自考本科可以吗", "材料在哪里上传", "ddl 是哪天",
        "我想自查一下", "全日制大专", "在县里，事业单位", "是专业技术岗", "2023年8月1日", "农艺", "合格", "二级乙等", "为什么问这个", "直接告诉我结论", "先不查了",
        "今天天气怎么样", "谢谢", "结果多久出来", "企业的呢", "推荐报告谁出",
    ];
}
