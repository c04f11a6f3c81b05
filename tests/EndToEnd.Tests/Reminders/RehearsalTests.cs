using TestKit.Processes;

namespace EndToEnd.Tests.Reminders;

/// <summary>A whole season in less than a minute, which must be what the preview says.</summary>
public sealed class RehearsalTests
{
    private const string From = "2024-09-21T00:00:00+08:00", To = "2024-11-02";
    private const double Rate = 60_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Season_RehearsedOnTheRunningService_IsThePreview()
    {
        using var data = new ScratchFolder();
        List<Row> whileRunning = [];
        var people = await Season.SubscribeAsync(data.FullName, async _ => whileRunning = await Season.ReadAsync("preview", data.FullName, From, To));
        var preview = await Season.ReadAsync("preview", data.FullName, From, To);
        Assert.Equal(whileRunning, preview);
        Assert.Equal(Season.Wishes.Length - 1, preview.Select(r => r.Person).Distinct().Count());
        Assert.Equal("2024-09-27T09:00:00+08:00", preview[0].At);

        await using var bot = await BotProcess.StartAsync(Season.At(data.FullName, From, Rate));
        List<Row> report = [];
        await Eventually.BecomesTrueAsync(async () => (report = await Season.ReadAsync("report", data.FullName, From, To)).Count >= preview.Count, Longest, () => $"{report.Count} of {preview.Count} were sent");

        Assert.All(report, r => Assert.Equal("Sent", r.Status));
        Assert.Equal(preview.Select(r => (r.At, r.Person, r.Reminder)), report.Select(r => (r.At, r.Person, r.Reminder)));
        Assert.True(preview.Select(r => r.Day).SequenceEqual(report.Select(r => r.Day)), string.Join("\n", report.Select(r => $"{r.At} {r.Noted} {r.Reminder}")));
        var messages = 0;
        foreach (var person in people) messages += (await person.HeardAsync(bot.Client)).Length;
        Assert.Equal(preview.Select(r => (r.At, r.Person)).Distinct().Count(), messages);
    }
}
