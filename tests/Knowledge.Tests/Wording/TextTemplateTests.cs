using Knowledge.Rules;
using Knowledge.Wording;

namespace Knowledge.Tests.Wording;

public sealed class TextTemplateTests
{
    private static readonly ConditionScope Scope = new(
        Packs.First,
        Profile.Empty.With("education", new FactValue.Choice("associate")).With("in_county", new FactValue.Flag(true)).With("work_start", new FactValue.Date(PartialDate.Parse("2023-09"))),
        new DateOnly(2024, 10, 22));

    [Theory]
    [InlineData("没有标签", "没有标签")]
    [InlineData("{{ deadlines.apply.closes | day }}", "10月25日（周五）")]
    [InlineData("{{ deadlines.apply.closes | day: 'full' }}", "2024年10月25日（周五）")]
    [InlineData("{{ deadlines.apply.closes | md }}还有{{ deadlines.apply.days_left }}天", "10月25日还有3天")]
    [InlineData("{{ words.education }}/{{ facts.education }}/{{ 'bachelor' | option: 'education' }}", "大专/associate/本科")]
    [InlineData("{{ facts.work_start | day }}", "2023年9月")]
    [InlineData("{% if facts.education == 'associate' and facts.in_county %}是{% else %}否{% endif %}", "是")]
    [InlineData("{% if facts.ce_exempt == nil %}没说{% endif %}", "没说")]
    [InlineData("{% unless facts.in_county %}不在{% else %}在{% endunless %}", "在")]
    [InlineData("{% case facts.education %}{% when 'bachelor', 'secondary' %}甲{% when 'associate' %}乙{% else %}丙{% endcase %}", "乙")]
    [InlineData("{% for d in deadlines.publicity.counted %}{{ d | md }}{% unless forloop.last %}、{% endunless %}{% endfor %}", "10月18日、10月21日、10月22日、10月23日、10月24日")]
    [InlineData("{% assign n = deadlines.apply.days_left | plus: 1 %}{% if n >= 4 %}{{ n }}{% endif %}", "4")]
    [InlineData("a {%- if true -%} b {%- endif -%} c", "abc")]
    [InlineData("{{ criteria.tenure.status }}", "met")]
    [InlineData("{{ contact.office }} {{ contact.phone }}", "事业管理科 0996-7105096")]
    public void Render_Template_SaysIt(string source, string expected)
    {
        var template = TextTemplate.Parse(source, [.. Packs.First.Fields.Select(f => f.Id)], [.. Packs.First.Deadlines.Select(d => d.Id)], [], out var error);
        Assert.Null(error);
        Assert.Equal(expected, template.Render(Scope));
    }

    [Fact]
    public void Render_ValuesOfThePlace_GoBeforeTheCommonOnes()
    {
        var template = TextTemplate.Parse("{{ who }}{{ deadlines.apply.note }}", [], ["apply"], ["who"], out var error);
        Assert.Null(error);
        Assert.Equal("您已截止", template.Render(Scope, new Dictionary<string, object> { ["who"] = "您", ["deadlines.apply.note"] = "已截止" }));
    }

    [Theory]
    [InlineData("{{ facts.education")]
    [InlineData("{% if facts.education %}没有结束")]
    [InlineData("{% endif %}")]
    [InlineData("{% while true %}{% endwhile %}")]
    [InlineData("{{ facts.education | }}")]
    [InlineData("{{ 'open }}")]
    [InlineData("{{ nothing }}")]
    [InlineData("{{ facts.nothing }}")]
    [InlineData("{{ deadlines.nothing.closes }}")]
    [InlineData("{{ today | nothing }}")]
    [InlineData("{% for in today %}{% endfor %}")]
    [InlineData("{% assign = 3 %}")]
    public void Parse_Mistake_IsSaid(string source)
    {
        TextTemplate.Parse(source, ["education"], ["apply"], [], out var error);
        Assert.False(string.IsNullOrEmpty(error));
    }
}
