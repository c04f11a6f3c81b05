using Knowledge.Materials;
using Knowledge.Rules;

namespace Knowledge.Tests.Rules;

/// <summary>The first notice read a second time, straight into code and without the pack, for complete people.</summary>
internal sealed class Reading(Profile p)
{
    private static readonly string[] Teachers = ["中小学教师", "幼儿园教师", "中等职业院校教师"];
    private static readonly string[] Levels = ["一级甲等", "一级乙等", "二级甲等", "二级乙等", "三级甲等", "三级乙等", "none"];
    private static readonly DateOnly Close = new(2024, 10, 25);
    private static readonly DateOnly YearEnd = new(2024, 12, 31);

    private string this[string field] => p[field]?.ToString() ?? "";

    private DateOnly Start => ((FactValue.Date)p["work_start"]!).Value.First;

    public IEnumerable<(string Id, CriterionStatus Status)> Criteria() =>
    [
        ("education", Education()), ("employer", Employer()), ("post", this["professional_post"] == "true" ? CriterionStatus.Met : CriterionStatus.Unmet),
        ("tenure", Tenure()), ("assessment", Assessment()),
        ("specialty", this["specialty"] is "exam_based" or "other" ? CriterionStatus.Unmet : CriterionStatus.Met), ("putonghua", Putonghua()),
    ];

    public DateOnly? Reached() => Years() is { } years ? Start.AddYears(years) : null;

    private CriterionStatus Education() =>
        this["study_mode"] == "part_time" || this["education"] == "below" ? CriterionStatus.Unmet : this["education"] == "postgraduate" ? CriterionStatus.Review : CriterionStatus.Met;

    private CriterionStatus Employer() => this["in_county"] == "false" || this["employer_type"] == "other" ? CriterionStatus.Unmet : this["employer_type"] == "unlisted" ? CriterionStatus.Review : CriterionStatus.Met;

    private int? Years() => this["education"] switch { "bachelor" => 0, "associate" => 1, "secondary" => 2, _ => null };

    private CriterionStatus Tenure() => Reached() is not { } day ? CriterionStatus.NotApplicable : day <= Close ? CriterionStatus.Met : day <= YearEnd ? CriterionStatus.Review : CriterionStatus.Pending;

    private CriterionStatus Assessment() => this["assessment"] switch
    {
        "passed" => CriterionStatus.Met,
        "failed" => CriterionStatus.Unmet,
        "pending" => CriterionStatus.Pending,
        _ => CriterionStatus.Review,
    };

    private CriterionStatus Putonghua()
    {
        if (this["employer_type"] != "public_institution") return CriterionStatus.NotApplicable;
        if ((this["specialty"], this["putonghua"]) is ("技工院校教师", "三级甲等" or "三级乙等")) return CriterionStatus.Review;
        return Array.IndexOf(Levels, this["putonghua"]) <= Array.IndexOf(Levels, Required()) ? CriterionStatus.Met : CriterionStatus.Pending;
    }

    private string Required() => (this["specialty"], this["subject"], this["broadcaster"]) switch
    {
        ("新闻", _, "mandarin") => "一级乙等",
        ("新闻", _, "other") => "二级乙等",
        ("中小学教师" or "中等职业院校教师", "chinese", _) => "二级甲等",
        ("中小学教师" or "幼儿园教师" or "中等职业院校教师" or "技工院校教师", _, _) => "二级乙等",
        _ => "三级乙等",
    };

    /// <summary>Those that are not the same for everybody.</summary>
    public IEnumerable<(string Id, MaterialStatus? Status)> Materials()
    {
        var exempt = this["ce_exempt"] == "true";
        var teacher = Teachers.Contains(this["specialty"]);
        var school = teacher || this["education_system"] == "true";
        MaterialStatus? licence = teacher ? MaterialStatus.Required : this["specialty"] is "党干校" or "技工院校教师" ? MaterialStatus.IfAvailable : null;
        return
        [
            ("degree", this["education"] == "bachelor" ? MaterialStatus.Required : MaterialStatus.IfAvailable),
            ("chsi", If(this["chsi_found"] == "true")), ("graduation-file", If(this["chsi_found"] == "false")),
            ("ce-professional", If(!exempt)), ("ce-public", If(!exempt)), ("ce-education", If(!exempt && school)), ("ce-exemption", If(exempt)),
            ("putonghua", this["employer_type"] == "public_institution" ? MaterialStatus.Required : MaterialStatus.IfAvailable),
            ("teacher-licence", licence), ("teacher-ethics", licence),
            .. new[] { "diploma", "assessment", "publicity", "publicity-result", "recommendation", "pledge" }.Select(id => (id, (MaterialStatus?)MaterialStatus.Required)),
        ];
    }

    private static MaterialStatus? If(bool needed) => needed ? MaterialStatus.Required : null;
}
