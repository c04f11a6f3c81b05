using System.Globalization;
using Bot.Hosting;
using Bot.Notices;
using Bot.State;
using Bot.State.Conversations;
using Bot.State.Persons;
using Bot.State.Redis;
using Bot.State.Time;
using Dialogs.Turns;
using Knowledge.Notices;

namespace Bot.Reminders;

/// <summary>
/// <c>reminders preview</c> and <c>reminders report</c>: who would get what and when, and who got what, for the people in the store. It reads the store beside a
/// running assistant, or opens the embedded one itself.
/// </summary>
internal static class RemindersCommand
{
    public const string Arguments = "--from YYYY-MM-DD --to YYYY-MM-DD [--format table|csv|json]";

    private sealed record Asked(DateTimeOffset From, DateTimeOffset To, string Format);

    public static Task<int> PreviewAsync(string[] args, IConfiguration settings, TextWriter output, TextWriter error) => RunAsync(args, settings, output, error, PreviewAsync);

    public static Task<int> ReportAsync(string[] args, IConfiguration settings, TextWriter output, TextWriter error) => RunAsync(args, settings, output, error, ReportAsync);

    private static async Task<int> RunAsync(string[] args, IConfiguration settings, TextWriter output, TextWriter error, Func<ReminderCalendar, Pseudonyms, Asked, Task<List<ReminderRow>>> rows)
    {
        if (Read(args, out var problem) is not { } asked)
        {
            await error.WriteLineAsync($"{problem}\nUsage: reminders preview|report {Arguments}");
            return 2;
        }
        try
        {
            await using var store = await OfflineStore.OpenAsync(settings.Read<RedisOptions>("Redis"), settings.Read<DataOptions>("Data"));
            var notices = await NoticesAsync(settings, store.Redis, error);
            var calendar = new ReminderCalendar(new People(store.Redis, new RecordCodec(SchemaUpgrades.Default)), new ReminderLedger(store.Redis), new Assistant(notices));
            var found = Named(await rows(calendar, new Pseudonyms(new SharedSecrets(store.Redis)), asked), notices);
            await ReminderRows.WriteAsync(found, asked.Format, output);
            return 0;
        }
        catch (Exception broken) when (StartException.Explain(broken) is { } lines)
        {
            foreach (var line in lines) await error.WriteLineAsync(line);
            return 1;
        }
        catch (StateUnavailableException)
        {
            await error.WriteLineAsync("The store does not answer: check Redis:ConnectionString, or that the assistant is running or stopped properly.");
            return 1;
        }
    }

    /// <summary>Those shipped, and over them those that HR has loaded: a postponement counts here as it does when it is sent.</summary>
    private static async Task<NoticeLibrary> NoticesAsync(IConfiguration settings, RedisConnection redis, TextWriter error)
    {
        var packs = new NoticePacks(settings.Read<NoticesOptions>(NoticesOptions.Section).Folder);
        var loaded = await new LoadedPacks(redis).AllAsync(CancellationToken.None);
        packs.Library.Replace(NoticeUpdates.Over(packs.Library.All, loaded, packs.Folder, id => error.WriteLine($"The loaded notice {id} cannot be read by this release; the shipped one stays.")));
        return packs.Library;
    }

    /// <summary>The ledger knows a deadline by its id only.</summary>
    private static IEnumerable<ReminderRow> Named(IEnumerable<ReminderRow> rows, NoticeLibrary notices) =>
        rows.Select(r => r.Name.Length > 0 ? r : r with { Name = notices.All.Select(n => n.Deadline(r.Deadline)?.Name).FirstOrDefault(n => n is not null) ?? r.Deadline });

    private static async Task<List<ReminderRow>> PreviewAsync(ReminderCalendar calendar, Pseudonyms names, Asked asked)
    {
        var rows = new List<ReminderRow>();
        await foreach (var planned in calendar.PlannedAsync(asked.From, asked.To, CancellationToken.None))
            foreach (var item in planned.Items)
                rows.Add(new(planned.At, await names.OfAsync(planned.Person, CancellationToken.None), item.Deadline.Id, item.Deadline.Name, item.Key, null, null));
        return rows;
    }

    private static async Task<List<ReminderRow>> ReportAsync(ReminderCalendar calendar, Pseudonyms names, Asked asked)
    {
        var rows = new List<ReminderRow>();
        await foreach (var past in calendar.PastAsync(asked.From, asked.To, CancellationToken.None))
            rows.Add(new(past.Entry.Due, await names.OfAsync(past.Person, CancellationToken.None), past.Entry.Deadline, "", past.Entry.Key, past.Entry.Status.ToString(), past.Entry.At));
        return rows;
    }

    private static Asked? Read(string[] args, out string problem)
    {
        problem = "";
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (args[i] is not ("--from" or "--to" or "--format") || i + 1 == args.Length) { problem = $"'{args[i]}' is not understood, or has no value."; return null; }
            given[args[i]] = args[i + 1];
        }
        if (!Moment.TryParse(given.GetValueOrDefault("--from", ""), out var from)) { problem = $"--from is '{given.GetValueOrDefault("--from", "")}'; allowed: {string.Join(" or ", Moment.Allowed)}."; return null; }
        if (!Moment.TryParse(given.GetValueOrDefault("--to", ""), out var to)) { problem = $"--to is '{given.GetValueOrDefault("--to", "")}'; allowed: {string.Join(" or ", Moment.Allowed)}."; return null; }
        if (IsDay(given["--to"])) to = to.AddDays(1);
        if (to <= from) { problem = "--to must lie after --from."; return null; }
        var format = given.GetValueOrDefault("--format", "table");
        if (format is "table" or "csv" or "json") return new(from, to, format);
        problem = $"--format is '{format}'; allowed: table, csv, json.";
        return null;
    }

    /// <summary>A date stands for its whole day.</summary>
    private static bool IsDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
