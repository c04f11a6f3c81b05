using System.Text.Json.Nodes;

namespace Dialogs.Tests.Recognizers;

/// <summary>Phrases made by rule, whose meaning is known by how they were made: each way of writing over many days, lengths and numbers.</summary>
internal static class GeneratedPhrases
{
    private const string Reference = "2024-10-15";
    private const string Numerals = "零一二三四五六七八九";

    public static IEnumerable<TestPhrase> All() => Dates().Concat(Lengths()).Concat(Numbers());

    private static IEnumerable<TestPhrase> Dates()
    {
        for (var day = new DateOnly(2012, 1, 3); day < new DateOnly(2024, 10, 1); day = day.AddDays(97))
        {
            string month = $"{day:yyyy-MM}", full = $"{day:yyyy-MM-dd}";
            yield return Date($"{day.Year}年{day.Month}月{day.Day}日", full);
            yield return Date($"{day:yyyy年MM月dd}号入职", full);
            yield return Date($"{day.Year}/{day.Month}/{day.Day}", full);
            yield return Date($"{day:yyyy.MM.dd}上班", full);
            yield return Date($"我是{full}报到的", full);
            yield return Date($"{Spelled(day.Year)}年{Counted(day.Month)}月{Counted(day.Day)}日", full);
            yield return Date($"{day.Year % 100:00}年{day.Month}月{day.Day}号", full);
            yield return Date($"{day.Year}年{day.Month}月", month);
            yield return Date($"{Spelled(day.Year % 100).PadLeft(2, '零')}年{Counted(day.Month)}月份", month);
            yield return Date($"{day.Year}-{day.Month:00}", month);
            yield return Date($"{day.Year}年参加工作", $"{day.Year}");
        }
        foreach (var (word, year) in new[] { ("今年", 2024), ("去年", 2023), ("前年", 2022), ("大前年", 2021), ("明年", 2025) })
            for (var month = 1; month <= 12; month++)
            {
                yield return Date($"{word}{month}月", $"{year}-{month:00}");
                yield return Date($"{word}{Counted(month)}月份上的班", $"{year}-{month:00}");
                yield return Date($"{word}{month}月{month + 8}号", $"{year}-{month:00}-{month + 8:00}");
                yield return Date($"{word}{month}月底", $"{year}-{month:00}");
            }
    }

    private static IEnumerable<TestPhrase> Lengths()
    {
        for (var years = 1; years <= 12; years++)
        {
            var han = years == 2 ? "两" : Counted(years);
            yield return Length($"{years}年", "months", years * 12);
            yield return Length($"工作{han}年了", "months", years * 12);
            yield return Length($"干了{han}年半", "months", years * 12 + 6);
            yield return Length($"{years}.5年", "months", years * 12 + 6);
            yield return Length($"不到{han}年", "underMonths", years * 12);
            yield return Length($"{han}年多了", "minMonths", years * 12);
            for (var months = 1; months < 12; months += 3)
            {
                yield return Length($"{han}年零{(months == 2 ? "两" : Counted(months))}个月", "months", years * 12 + months);
                yield return Length($"{years}年{months}个月", "months", years * 12 + months);
            }
        }
        for (var months = 1; months <= 36; months++) yield return Length($"{months}个月", "months", months);
        for (var days = 2; days <= 30; days++) yield return Length($"{days}天", "days", days);
    }

    private static IEnumerable<TestPhrase> Numbers()
    {
        for (var n = 1; n < 20_000; n += 1 + n / 7)
        {
            yield return new TestPhrase($"{n}人", Reference, new JsonObject { ["kind"] = "number", ["value"] = n });
            yield return new TestPhrase($"第{n}名", Reference, new JsonObject { ["kind"] = "number", ["value"] = n });
            yield return new TestPhrase($"{n}元", Reference, new JsonObject { ["kind"] = "amount", ["value"] = n });
            yield return new TestPhrase($"百分之{n % 100 + 1}", Reference, new JsonObject { ["kind"] = "number", ["value"] = n % 100 + 1 });
        }
        for (var n = 1; n < 100; n++) yield return new TestPhrase($"{Counted(n)}个人", Reference, new JsonObject { ["kind"] = "number", ["value"] = n });
    }

    private static TestPhrase Date(string text, string timex) => new(text, Reference, new JsonObject { ["kind"] = "date", ["timex"] = timex });

    private static TestPhrase Length(string text, string name, int value) => new(text, Reference, new JsonObject { ["kind"] = "duration", [name] = value });

    private static string Spelled(int number) => string.Concat(number.ToString().Select(d => Numerals[d - '0']));

    /// <summary>1 to 99.</summary>
    private static string Counted(int n) => (n / 10, n % 10) switch
    {
        (0, var ones) => $"{Numerals[ones]}",
        (var tens, var ones) => (tens > 1 ? $"{Numerals[tens]}" : "") + "十" + (ones > 0 ? $"{Numerals[ones]}" : ""),
    };
}
