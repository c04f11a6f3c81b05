namespace Bot.Broadcasts;

/// <summary>A moment as HR reads it.</summary>
internal static class ChineseTime
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public static string Of(DateTimeOffset moment)
    {
        var local = moment.ToOffset(Beijing);
        return $"{local.Year}年{local.Month}月{local.Day}日（周{"日一二三四五六"[(int)local.DayOfWeek]}）{local.Hour:00}:{local.Minute:00}";
    }
}
