using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Dialogs.Recognizers.Commands;
using Dialogs.Recognizers.Numbers;

namespace Dialogs.Flows.Reminders;

/// <summary>Reads when somebody wants to be reminded: 「提前5天」「前三天和当天」「晚上8点」「开始那天」.</summary>
internal static partial class SettingReader
{
    public const int LongestBefore = 60;

    public static Setting Read(string clause)
    {
        // 「不要前七天的，只留当天的」 without a pause: what is kept stands behind "only".
        if (OnlyIn(clause) is { } only && ReadDays(only, bare: true) is { IsEmpty: false } days) return new(days, ReadOpening(only) ?? false, ReadHour(clause)) { Only = true };
        var change = CommandWords.Named("days-fewer").In(clause) ? DayChange.Fewer : CommandWords.Named("days-more").In(clause) ? DayChange.More : DayChange.Replace;
        return new(ReadDays(clause, change != DayChange.Replace), ReadOpening(clause), ReadHour(clause)) { Change = change };
    }

    private static string? OnlyIn(string clause) => CommandWords.Named("only").First(clause) is { } word ? clause[clause.IndexOf(word, StringComparison.Ordinal)..] : null;

    /// <param name="bare">Whether 「五天的」 will do.</param>
    private static ImmutableArray<int> ReadDays(string clause, bool bare)
    {
        var days = new SortedSet<int>();
        var before = Before().Matches(clause);
        foreach (Match match in before.Concat(After().Matches(clause)).Concat(before.Count > 0 ? AndBefore().Matches(clause) : []).Concat(bare ? Bare().Matches(clause) : []))
            foreach (Match number in Number().Matches(match.Groups["n"].Value))
                if (Whole(number.Value) * (match.Groups["unit"].Value is "天" or "日" ? 1 : 7) is >= 0 and <= LongestBefore and var n) days.Add(n);
        if (CommandWords.Named("last-day").In(clause)) days.Add(0);
        return [.. days.Reverse()];
    }

    /// <summary>「提前一百天」.</summary>
    public static bool IsTooEarly(string clause) => Early().Match(clause) is { Success: true } match && Whole(match.Groups["n"].Value) * (match.Groups["unit"].Value is "天" or "日" ? 1 : match.Groups["unit"].Value is "月" ? 30 : 7) > LongestBefore;

    private static bool? ReadOpening(string clause) => CommandWords.Named("opening-day").In(clause) ? true : null;

    /// <summary>The hour, taken for one of the afternoon or evening where its word says so.</summary>
    internal static TimeOnly? ReadHour(string clause)
    {
        if (Hour().Match(clause) is not { Success: true } match) return CommandWords.Named("evening").In(clause) ? new TimeOnly(20, 0) : CommandWords.Named("noon").In(clause) ? new TimeOnly(12, 0) : CommandWords.Named("afternoon").In(clause) ? new TimeOnly(15, 0) : null;
        var hour = Whole(match.Groups["hour"].Value);
        var minute = match.Groups["half"].Success ? 30 : match.Groups["minute"].Success ? Whole(match.Groups["minute"].Value) : 0;
        if (hour < 12 && (CommandWords.Named("evening").In(clause) || CommandWords.Named("afternoon").In(clause) || hour < 3 && CommandWords.Named("noon").In(clause))) hour += 12;
        return hour is >= 0 and <= 23 && minute is >= 0 and <= 59 ? new TimeOnly(hour, minute) : null;
    }

    internal static int Whole(string number) => Numerals.TryRead(number, 0, out var n) && n.IsWhole && n.Value is >= 0 and < 1000 ? n.Int : -1;

    // 提前5天, 前三天, 提前7天、3天 (each with its unit) and 提前7、3、1天 (one unit for all).
    [GeneratedRegex("(?:提前|提早|截止前|到期前|之前|以前|前|早|头)(?<n>[0-9一二两三四五六七八九十]{1,3}(?:[天日]?[、,和及](?:提前|前)?[0-9一二两三四五六七八九十]{1,3}(?=[天日、,和及周星礼个]))*)个?(?<unit>天|日|周|星期|礼拜)(?!后|以后|之后)")]
    private static partial Regex Before();

    [GeneratedRegex("(?<![0-9一二两三四五六七八九十])(?<n>[0-9一二两三四五六七八九十]{1,3}(?:[、,和及][0-9一二两三四五六七八九十]{1,3})*)个?(?<unit>天|周|星期|礼拜)(?:之前|以前|前|[、和及])")]
    private static partial Regex After();

    // The second of 「提前一周和三天」.
    [GeneratedRegex("(?<=[周期拜天日][、,和及])(?<n>[0-9一二两三四五六七八九十]{1,3})个?(?<unit>天|日|周|星期|礼拜)(?!后|以后|之后)")]
    private static partial Regex AndBefore();

    [GeneratedRegex("(?<n>[0-9一二两三四五六七八九十]{1,3})个?(?<unit>天|日|周|星期|礼拜)(?:的|那个|那次|那天)")]
    private static partial Regex Bare();

    [GeneratedRegex("(?:提前|提早)(?<n>[0-9一二两三四五六七八九十百]{1,5})个?(?<unit>天|日|周|星期|礼拜|月)")]
    private static partial Regex Early();

    [GeneratedRegex("[0-9一二两三四五六七八九十]{1,3}")]
    private static partial Regex Number();

    [GeneratedRegex("(?<![0-9])(?<hour>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:点钟?(?:(?<half>半)|(?<minute>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})分?)?|:(?<minute>[0-9]{2}))")]
    private static partial Regex Hour();
}
