using Dialogs.Flows.Ask;
using Dialogs.Reminders;
using Dialogs.Turns;
using Knowledge.Deadlines;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Tests.Reminders;

public sealed class ReminderPlannerTests
{
    private static readonly NoticeLibrary Shipped = PackLibrary.Load(Path.Combine(TestFiles.Root, "Knowledge", "Packs")).Library;
    private static readonly Notice Notice = Shipped.All[0];
    private static readonly Notice Other = PackLoader.Load(Path.Combine(TestFiles.Root, "tests", "Packs", "qinghe-lift-2025"), Notice.Calendar).Notice!;

    [Theory]
    [InlineData("2024-10-25", 7, "2024-10-18")]  // a week without a holiday
    [InlineData("2024-10-10", 3, "2024-09-30")]  // 10-07 is a holiday: a day earlier, which lies in the holidays too, and so on to the last day worked
    [InlineData("2024-10-08", 1, "2024-09-30")]
    [InlineData("2024-09-20", 3, "2024-09-14")]  // 09-17 is a holiday; the Monday before it too
    [InlineData("2024-10-08", 0, "2024-10-08")]  // the last day is the last day
    public void Lead_AcrossHolidays_IsEarlierByTheWorkingDaysLost(string closes, int days, string expected) =>
        Assert.Equal(DateOnly.Parse(expected), ReminderPlanner.Lead(DateOnly.Parse(closes), days, Notice.Calendar));

    [Fact]
    public void Lead_WithoutACalendar_CountsPlainDays() =>
        Assert.Equal(new DateOnly(2024, 10, 5), ReminderPlanner.Lead(new(2024, 10, 8), 3, WorkingCalendar.WeekendsOnly));

    /// <summary>Who adds a day to the notice's own does not lose that these go out before the holidays.</summary>
    [Fact]
    public void Plan_OfWhoAddedADay_MovesOnlyTheNoticesOwn()
    {
        var afterHolidays = Notice.Deadline("apply")! with { Closes = new DateOnly(2024, 10, 10) };
        var reminders = new ReminderState { On = true, Notice = Notice.Id.Value, Since = default, Days = [5, 3], Kept = [3] };
        Assert.Equal(["2024-10-05", "2024-09-30"], ReminderPlanner.Of(Notice, reminders, afterHolidays).Where(i => i.Kind == ReminderKind.Before).Select(i => ReminderPlanner.Day(i.At).ToString("yyyy-MM-dd")));
    }

    [Fact]
    public void Plan_OfAnotherNotice_FollowsItsOwnPack()
    {
        var state = Subscribed(Other, "2025-05-01T10:00:00+08:00");
        var items = ReminderPlanner.Plan(Other, state, At("2025-05-01T10:00:00+08:00"));
        Assert.Equal(["apply-10@2025-05-30", "apply-2@2025-05-30", "apply-0@2025-05-30"], items.Where(i => i.Deadline.Id == "apply").Select(i => i.Key));
        Assert.All(items, i => Assert.Equal(new TimeOnly(8, 30), TimeOnly.FromDateTime(i.At.DateTime)));
    }

    [Theory]
    [InlineData("2024-10-18T08:59:59+08:00", true)]
    [InlineData("2024-10-18T09:00:00+08:00", true)]
    [InlineData("2024-10-18T09:00:01+08:00", false)]
    public void Plan_OfWhoSubscribesAroundTheMoment_MakesUpForNothing(string since, bool planned) =>
        Assert.Equal(planned, ReminderPlanner.Plan(Notice, Subscribed(Notice, since), At(since)).Any(i => i.Key == "apply-7@2024-10-25"));

    [Fact]
    public void Due_OnTheLastDayAndAfterIt_SaysAndThenDoesNot()
    {
        var state = Subscribed(Notice, "2024-10-24T10:00:00+08:00");
        Assert.Equal("apply-0@2024-10-25", Assert.Single(DueReminders.Of(Notice, state, At("2024-10-25T23:59:59+08:00")).Say).Key);
        var late = DueReminders.Of(Notice, state, At("2024-10-26T00:00:00+08:00"));
        Assert.Empty(late.Say);
        Assert.Equal("apply-0@2024-10-25", Assert.Single(late.TooLate).Key);
    }

    [Theory]
    [InlineData("2024-10-19T07:59:00+08:00", false)]
    [InlineData("2024-10-19T08:00:00+08:00", true)]
    [InlineData("2024-10-19T21:59:00+08:00", true)]
    [InlineData("2024-10-19T22:00:00+08:00", false)]
    [InlineData("2024-10-18T23:00:00+08:00", true)]  // the same day: at whatever hour
    public void Due_ADayLate_WakesNobody(string now, bool said) =>
        Assert.Equal(said, !DueReminders.Of(Notice, Subscribed(Notice, "2024-10-17T12:00:00+08:00"), At(now)).Say.IsEmpty);

    /// <summary>In a rehearsal the clock may begin before the day on which somebody subscribed.</summary>
    [Fact]
    public void Play_FromBeforeTheSubscription_IsTheWholeSeason() =>
        Assert.Equal(9, ReminderPreview.Play(Notice, Subscribed(Notice, "2026-11-23T10:00:00+08:00"), At("2024-09-25T00:00:00+08:00"), At("2024-11-02T00:00:00+08:00")).Count());

    /// <summary>A reminder is followed up by asking these topics by their titles.</summary>
    [Fact]
    public void Topics_ThatFollowUpAReminder_AreFoundByTheirTitles()
    {
        foreach (var notice in new[] { Notice, Other })
            foreach (var id in notice.Reminders.Steps.SelectMany(s => new[] { s.How, s.Place, s.Papers }).OfType<string>().Distinct())
                Assert.Equal(id, new Asker().Ask(new AskQuestion(notice.Topics.Find(id)!.Title, notice, Profile.Empty, At("2024-10-10T10:00:00+08:00"))).Topic);
    }

    private static ConversationState Subscribed(Notice notice, string since) =>
        new() { Reminders = new ReminderState { On = true, Notice = notice.Id.Value, Since = At(since) } };

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment);
}
