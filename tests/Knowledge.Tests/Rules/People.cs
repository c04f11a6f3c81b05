using CsCheck;
using Knowledge.Rules;

namespace Knowledge.Tests.Rules;

/// <summary>Random people who have told everything.</summary>
internal static class People
{
    /// <summary>Some know only the month of their start.</summary>
    public static readonly Gen<Profile> Any = Of(exactDates: false);

    public static readonly Gen<Profile> Complete = Of(exactDates: true);

    private static Gen<Profile> Of(bool exactDates) => Packs.First.Fields.Aggregate(
        Gen.Const(Profile.Empty), (people, field) => people.Select(ValueOf(field, exactDates), (p, v) => p.With(field.Id, v)));

    private static string[] Likely(Field field) => field.Id switch
    {
        "specialty" => ["中小学教师", "中等职业院校教师", "新闻", "技工院校教师", "党干校", "水利"],
        "study_mode" or "assessment" => [field.Options[0].Value],
        "education" => ["bachelor", "associate", "secondary"],
        "employer_type" => ["enterprise", "public_institution", "public_institution", "unlisted"],
        _ => [.. field.Options.Select(o => o.Value)],
    };

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<FactValue> ValueOf(Field field, bool exactDates) => field.Kind switch
    {
        FieldKind.Flag => Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false))).Select(b => (FactValue)new FactValue.Flag(b)),
        FieldKind.Date => Gen.Select(OneOf(BruteForce.Days), Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(exactDates))),
            (d, exact) => (FactValue)new FactValue.Date(exact ? new PartialDate(d) : new PartialDate(d.Year, d.Month))),
        // Mostly answers that do not end the check at once, so that the rest is seen.
        _ => Gen.Frequency((4, OneOf(Likely(field))), (1, OneOf([.. field.Options.Select(o => o.Value)]))).Select(v => (FactValue)new FactValue.Choice(v)),
    };
}
