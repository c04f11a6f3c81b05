using System.Globalization;
using TestKit.Processes;

namespace EndToEnd.Tests.Reminders;

/// <summary>SIGKILL at random moments of a season: nothing twice, nothing missing. <c>REMINDER_KILLS=50</c> is the long run.</summary>
public sealed class CrashTests
{
    private const string From = "2024-10-09T00:00:00+08:00", To = "2024-11-02";
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("REMINDER_KILLS") ?? "12", CultureInfo.InvariantCulture);

    // The season lasts about as long as the kills take.
    private static readonly int Rate = Math.Min(40_000, 500_000 / Kills);

    [Fact]
    public async Task Season_KilledAgainAndAgain_RemindsNobodyTwiceAndForgetsNothing()
    {
        using var data = new ScratchFolder();
        var people = await Season.SubscribeAsync(data.FullName);
        var preview = await Season.ReadAsync("preview", data.FullName, From, To);
        var random = new Random(20240925);
        await using var bot = await BotProcess.StartAsync(Season.At(data.FullName, From, Rate));
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(0, 2_500), TestContext.Current.CancellationToken);
            await bot.KillAsync();
            await bot.StartAgainAsync();
        }
        List<Row> report = [];
        await Eventually.BecomesTrueAsync(async () => (report = await Season.ReadAsync("report", data.FullName, "2024-09-25", To)).Count(r => r.Status != "Sending") >= preview.Count, TimeSpan.FromMinutes(6),
            () => $"{report.Count} of {preview.Count} are accounted for");

        // Every one of the preview is accounted for once; what a kill held up too long was said with a later one or came too late, and says so.
        Assert.Equal(preview.Select(r => (r.Person, r.Reminder)).Order(), report.Select(r => (r.Person, r.Reminder)).Order());
        Assert.DoesNotContain(report, r => r.Status is "Uncertain" or "Refused" or "Sending");
        var said = report.Where(r => r.Status is "Sent").Select(r => (r.Person, r.Noted)).Distinct().Count();
        var heard = new List<string[]>();
        foreach (var person in people) heard.Add(await person.HeardAsync(bot.Client));
        Assert.Equal(said, heard.Sum(h => h.Length));
        Assert.All(heard, h => Assert.Equal(h.Length, h.Distinct().Count()));
    }
}
