using System.Text;
using Bot.Calendars;
using Bot.Tests.Reminders;
using Dialogs.Turns;
using Ical.Net.DataTypes;
using Knowledge.Notices;

namespace Bot.Tests.Calendars;

/// <summary>What is written, read by Ical.Net and line by line as RFC 5545 has it.</summary>
public sealed class CalendarFileTests
{
    private static readonly Notice Notice = ReminderHost.Shipped.All[0];
    private static readonly CalendarVersion Version = new(3, DateTimeOffset.Parse("2024-09-25T10:00:00+08:00"));

    [Fact]
    public void File_OfANotice_IsReadByAnotherProgramWithAllItsDays()
    {
        var calendar = Read(IcsWriter.Write("通知", CalendarEvents.Of(Notice), Version));
        var closes = calendar.Events.Single(e => e.Summary == "个人网上申报截止（申报人）");
        Assert.Equal(new CalDateTime(2024, 10, 25), closes.Start);
        Assert.Equal(new CalDateTime(2024, 10, 26), closes.End);
        Assert.Equal(3, closes.Sequence);
        Assert.Equal(["2024-10-18T09:00", "2024-10-22T09:00", "2024-10-24T09:00", "2024-10-25T09:00"],
            closes.Alarms.Select(a => closes.Start!.Value.Add(a.Trigger!.Duration!.Value.ToTimeSpanUnspecified()).ToString("yyyy-MM-ddTHH:mm")));
        Assert.Contains("通知没有直接写", calendar.Events.Single(e => e.Summary!.StartsWith("最迟开始单位公示", StringComparison.Ordinal)).Description, StringComparison.Ordinal);
        Assert.Equal(new CalDateTime(2024, 9, 27), calendar.Events.Single(e => e.Summary == "个人网上申报开始（申报人）").Start);
        Assert.Equal(calendar.Events.Count, calendar.Events.Select(e => e.Uid).Distinct().Count());
    }

    [Fact]
    public void File_OfTheDayMoved_KeepsTheUids()
    {
        using var extended = new ExtendedPack("closes: 2024-10-25", "closes: 2024-11-08");
        var (before, after) = (CalendarEvents.Of(Notice), CalendarEvents.Of(extended.Library.All[0]));
        Assert.Equal(before.Select(e => e.Uid), after.Select(e => e.Uid));
        Assert.NotEqual(before.Select(e => e.Day), after.Select(e => e.Day));
    }

    [Fact]
    public void Own_HasTheRolesDaysTheChosenAlarms_AndCancelsWhatIsDone()
    {
        var assistant = new Assistant(ReminderHost.Shipped);
        var state = new ConversationState();
        foreach (var text in (string[])["到时候提醒我", "提前5天，晚上8点提醒我", "公示做完了"])
            state = assistant.Run(state, new Message { Id = "1", Text = text }, DateTimeOffset.Parse("2024-10-08T10:00:00+08:00")).State;

        var calendar = Read(IcsWriter.Write("我的", CalendarEvents.Of(Notice, state), Version));

        Assert.DoesNotContain(calendar.Events, e => e.Summary!.Contains("纸质", StringComparison.Ordinal));
        Assert.Equal("CANCELLED", calendar.Events.Single(e => e.Summary!.Contains("公示", StringComparison.Ordinal)).Status);
        var closes = calendar.Events.Single(e => e.Summary == "个人网上申报截止");
        Assert.Equal(TimeSpan.FromHours(-100), Assert.Single(closes.Alarms).Trigger!.Duration!.Value.ToTimeSpanUnspecified());
    }

    [Fact]
    public void Lines_AreAtMost75Octets_EndWithCrLf_AndNoCharacterIsCut()
    {
        var bytes = IcsWriter.Write("一,二;三\\四", CalendarEvents.Of(Notice), Version);
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var start = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '\n') continue;
            Assert.Equal((byte)'\r', bytes[i - 1]);
            Assert.InRange(i - 1 - start, 1, 75);
            var line = strict.GetString(bytes, start, i - 1 - start);
            Assert.Matches("^( |[A-Z-]+[:;])", line);
            start = i + 1;
        }
        Assert.Equal(bytes.Length, start);
        Assert.Equal("一,二;三\\四", Read(bytes).Properties.First(p => p.Name == "NAME").Value?.ToString()?.Replace("\\,", ",").Replace("\\;", ";").Replace("\\\\", "\\"));
    }

    [Theory]
    [InlineData(0, "PT0S")]
    [InlineData(540, "PT9H")]
    [InlineData(-900, "-PT15H")]
    [InlineData(-3780, "-P2DT15H")]
    [InlineData(-2880, "-P2D")]
    [InlineData(510, "PT8H30M")]
    public void Alarm_Minutes_AreADuration(int minutes, string expected) => Assert.Equal(expected, IcsWriter.Duration(TimeSpan.FromMinutes(minutes)));

    private static Ical.Net.Calendar Read(byte[] bytes) => Ical.Net.Calendar.Load(Encoding.UTF8.GetString(bytes))!;
}
