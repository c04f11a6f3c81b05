using System.Text;
using Bot.Broadcasts.Reports;
using Bot.Delivery;
using Bot.State.Conversations;
using Bot.State.Persons;
using Bot.State.Time;
using Dialogs.Replies;
using Dialogs.Turns;
using Knowledge.Notices;

namespace Bot.HrConsole;

/// <param name="Role">As the person said; null: not said.</param>
internal sealed record ListedPerson(ConversationKey Key, string Pseudonym, string? Role, bool Reminded, Progress Progress);

/// <summary>The people as HR sees them: a pseudonym and how far each has come. Nothing of what was written.</summary>
internal sealed class PeopleList(People people, Pseudonyms pseudonyms, NoticeLibrary notices, NoticeClock clock, TurnRunner turns, Deliverer deliverer, PersonFinder finder)
{
    public const int PageSize = 25;

    /// <summary>Whether somebody stands on a page after this one, the first being 1.</summary>
    public static bool HasNext(int page, long total) => (long)page * PageSize < total;

    public Task<long> CountAsync(CancellationToken ct) => people.CountAsync(ct);

    /// <returns>Null: nobody has this number.</returns>
    public async Task<ListedPerson?> FindAsync(string number, CancellationToken ct) =>
        await finder.FindAsync(number, ct) is { } key && await people.ReadAsync(key, ct) is { } card ? await ListAsync(card, ct) : null;

    /// <param name="after">Null: from the first.</param>
    public async Task<IReadOnlyList<ListedPerson>> ReadAsync(ConversationKey? after, CancellationToken ct)
    {
        var page = new List<ListedPerson>();
        await foreach (var keys in people.EnumerateAsync(after, ct))
        {
            foreach (var key in keys)
            {
                if (await people.ReadAsync(key, ct) is not { } card) continue;
                page.Add(await ListAsync(card, ct));
                if (page.Count == PageSize) return page;
            }
        }
        return page;
    }

    /// <summary>Removes everything that is kept of somebody, as if they had asked for it: wherever something is kept, it hears of the erasure.</summary>
    public Task EraseAsync(ConversationKey person, CancellationToken ct) =>
        turns.AnnounceAsync(person, $"erased-by-office-{Guid.NewGuid():N}", static _ => new Turn(new ConversationState(), [new Reply { Text = "按规定，您在这里的数据已经清除。" }], [new Effect.Erase()]), static _ => [], ct);

    /// <summary>Ends somebody's reminders; they may ask for them again.</summary>
    public Task StopRemindersAsync(ConversationKey person, CancellationToken ct) =>
        turns.AnnounceAsync(person, $"stopped-by-office-{Guid.NewGuid():N}", static state => new Turn(state.Reminders is { } on ? state with { Reminders = on with { On = false } } : state, [], [new Effect.Plan()]), static _ => [], ct);

    /// <summary>Pseudonyms and progress, for a spreadsheet and as an audience list.</summary>
    public async Task WriteCsvAsync(Stream output, CancellationToken ct)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync(CsvLine.Of("用户编号", "渠道", "身份", "自查结论", "材料已备", "材料应备", "还缺"));
        await foreach (var page in people.EnumerateCardsAsync(ct))
            foreach (var card in page)
            {
                var person = await ListAsync(card, ct);
                var verdict = person.Progress.Verdict is { } v ? Parts.Words.Of(v) : "";
                await text.WriteLineAsync(CsvLine.Of(person.Pseudonym, deliverer.NameOf(person.Key.Channel), person.Role ?? "", verdict, $"{person.Progress.Done}", $"{person.Progress.Required}", string.Join('、', person.Progress.Missing)).AsMemory(), ct);
            }
    }

    private async Task<ListedPerson> ListAsync(PersonCard card, CancellationToken ct) =>
        new(card.Key, await pseudonyms.OfAsync(card.Key, ct), card.State.Role, card.State.Reminders is { On: true }, Progress.Of(card.State, notices, clock.Now));
}
