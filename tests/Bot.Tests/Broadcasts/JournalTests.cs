using Bot.Broadcasts;
using Bot.Broadcasts.Ledgers;
using Bot.Broadcasts.Sending;
using Bot.State.Conversations;
using Bot.Tests.State;

namespace Bot.Tests.Broadcasts;

/// <summary>What the file beside the ledger makes known after a kill, and when it does not count.</summary>
[Collection("Broadcasts")]
public sealed class JournalTests(Stores stores)
{
    private static readonly LeaseTerms Dead = new("dead", false, TimeSpan.FromSeconds(10));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task AfterAKill_OnlyWhoWasBeingSentToIsUncertain(StoreKind kind)
    {
        await using var bureau = await Bureau.OpenAsync(stores, kind);
        var (done, under, ahead, refused) = (await bureau.MeetAsync("done"), await bureau.MeetAsync("under"), await bureau.MeetAsync("ahead"), await bureau.MeetAsync("refused"));
        var (broadcast, batch, journal) = await DieAsync(bureau, done, under, ahead, refused);
        using (journal)
        {
            foreach (var person in new[] { done, under, refused }) journal.NoteBegun(person);
            journal.NoteEnded(new(done, DeliveryState.Sent, 1, bureau.Time.GetUtcNow()));
            journal.NoteEnded(new(refused, DeliveryState.Refused, 1, bureau.Time.GetUtcNow(), "已离开。\n两行"));
        }

        await RunAsync(bureau, broadcast);

        Assert.Equal([ahead], bureau.Channel.Posted.Select(p => p.Person));
        var lines = (await bureau.LedgerAsync(broadcast.Id)).ToDictionary(l => l.Person);
        Assert.Equal(
            (DeliveryState.Sent, DeliveryState.Uncertain, DeliveryState.Sent, DeliveryState.Refused), (lines[done].State, lines[under].State, lines[ahead].State, lines[refused].State));
        Assert.Equal("已离开。 两行", lines[refused].Reason);
        Assert.Null(SendJournal.Find(bureau.Sends, broadcast.Id, batch));
    }

    [Fact]
    public async Task AfterACancelAndAKill_TheJournalSaysWhatBecameOfEach()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        var (done, under, ahead) = (await bureau.MeetAsync("done"), await bureau.MeetAsync("under"), await bureau.MeetAsync("ahead"));
        var (broadcast, batch, journal) = await DieAsync(bureau, done, under, ahead);
        using (journal)
        {
            foreach (var person in new[] { done, under }) journal.NoteBegun(person);
            journal.NoteEnded(new(done, DeliveryState.Sent, 1, bureau.Time.GetUtcNow()));
        }
        await bureau.Service.CancelAsync(broadcast.Id, "张三", Ct);

        await RunAsync(bureau, broadcast);

        Assert.Empty(bureau.Channel.Posted);
        var lines = (await bureau.LedgerAsync(broadcast.Id)).ToDictionary(l => l.Person);
        Assert.Equal((DeliveryState.Sent, DeliveryState.Uncertain, DeliveryState.Pending), (lines[done].State, lines[under].State, lines[ahead].State));
        Assert.Null(SendJournal.Find(bureau.Sends, broadcast.Id, batch));
    }

    [Fact]
    public async Task SendThatWasBegunBeforeItsCommit_IsMade()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        var person = await bureau.MeetAsync("p");
        var (broadcast, _, journal) = await DieAsync(bureau, []);
        using (journal) journal.NoteBegun(person);

        await RunAsync(bureau, broadcast);

        Assert.Equal(DeliveryState.Sent, Assert.Single(await bureau.LedgerAsync(broadcast.Id)).State);
        Assert.Single(bureau.Channel.Posted);
    }

    [Fact]
    public async Task Failure_WhoseResultOnlyTheJournalKnows_KeepsItsPause()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        var person = await bureau.MeetAsync("p");
        var (broadcast, _, journal) = await DieAsync(bureau, person);
        var again = new LedgerEntry(person, DeliveryState.Passing, 1, bureau.Time.GetUtcNow() + TimeSpan.FromMinutes(5), "忙。");
        using (journal)
        {
            journal.NoteBegun(person);
            journal.NoteEnded(again);
        }

        await RunAsync(bureau, broadcast);

        Assert.Equal(again, Assert.Single(await bureau.LedgerAsync(broadcast.Id)));
        Assert.Empty(bureau.Channel.Posted);
    }

    [Fact]
    public async Task SomebodyElseHeldTheBatchSince_SoTheJournalDoesNotCount()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        var person = await bureau.MeetAsync("p");
        var (broadcast, batch, journal) = await DieAsync(bureau, person);
        journal.Dispose();
        _ = await BatchLease.TakeAsync(bureau.Replica.Redis, bureau.Time, Dead with { Process = "elsewhere" }, broadcast.Id, batch, SendJournal.NewId(), Ct);
        bureau.Time.Advance(Dead.Length);

        await RunAsync(bureau, broadcast);

        Assert.Equal(DeliveryState.Uncertain, Assert.Single(await bureau.LedgerAsync(broadcast.Id)).State);
    }

    [Theory]
    [InlineData("# one 11\n", "one")]
    [InlineData("# one 22\n", null)]
    [InlineData("# one", null)]
    [InlineData("", null)]
    public void Journal_OfAnotherRunOfTheSystem_OrHalfAHeading_IsNone(string text, string? id) => Assert.Equal(id, JournalContent.Parse(text, "11")?.Id);

    [Fact]
    public void Line_ThatAKillCutOff_WasNotTaken()
    {
        var person = Samples.NewKey();
        Assert.False(JournalContent.Parse("# one 11\n" + JournalContent.Begun(person)[..^1], "11")!.WasInterrupted(person));
        Assert.True(JournalContent.Parse("# one 11\n" + JournalContent.Begun(person), "11")!.WasInterrupted(person));
        Assert.False(JournalContent.Parse("# one 11\n" + JournalContent.Begun(person) + JournalContent.NotSent(person), "11")!.WasInterrupted(person));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(18)]
    public void Note_OfWhichAKillLeftOutSomeBytes_WasNotTaken(int missing)
    {
        var (before, person) = (Samples.NewKey(), Samples.NewKey());
        var torn = JournalContent.Begun(person).ToCharArray();
        torn[missing] = '\0';
        var journal = JournalContent.Parse($"# one 11\n{JournalContent.Begun(before)}{new string(torn)}\0\0\0", "11")!;
        Assert.True(journal.WasInterrupted(before));
        Assert.False(journal.WasInterrupted(person));
    }

    [Fact]
    public async Task Journal_OfABatchOfWhichAllFail_HasRoomForTheirReasons()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        var (broadcast, batch, first) = await DieAsync(bureau, await bureau.MeetAsync("p"));
        first.Dispose();
        var people = Enumerable.Range(0, Batch.Size).Select(_ => Samples.NewKey()).ToArray();
        using (var journal = SendJournal.Begin(bureau.Sends, broadcast.Id, batch, "two", null)!)
            foreach (var person in people)
            {
                journal.NoteBegun(person);
                journal.NoteEnded(new(person, DeliveryState.Refused, 1, bureau.Time.GetUtcNow(), new('很', 120)));
            }

        var found = SendJournal.Find(bureau.Sends, broadcast.Id, batch)!;
        Assert.All(people, p => Assert.Equal(DeliveryState.Refused, found.ResultOf(p)!.State));
    }

    [Fact]
    public async Task Journal_ThatIsFull_TakesNobodyAnyMore()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        var person = await bureau.MeetAsync("p");
        var (broadcast, batch, journal) = await DieAsync(bureau, person);
        using (journal)
        {
            journal.NoteBegun(person);
            journal.NoteEnded(new(person, DeliveryState.Refused, 1, bureau.Time.GetUtcNow(), new('很', 200_000)));
            Assert.Throws<global::Bot.State.StateUnavailableException>(() => journal.NoteBegun(person));
        }

        Assert.True(SendJournal.Find(bureau.Sends, broadcast.Id, batch)!.WasInterrupted(person));
    }

    [Fact]
    public async Task FolderThatCannotBeWritten_MakesEachResultBeKeptBeforeTheNextSend()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        await File.WriteAllTextAsync(bureau.Sends, "a file stands where the folder should", Ct);
        var people = await bureau.MeetAsync(5);
        var broadcast = await bureau.SubmitAsync();
        var kept = new List<int>();
        bureau.Channel.Between = async _ => kept.Add((await bureau.LedgerAsync(broadcast.Id)).Count(l => l.State == DeliveryState.Sent));

        await bureau.RunJobsAsync();

        Assert.Equal([0, 1, 2, 3, 4], kept);
        Assert.Equal(people.Length, bureau.Channel.Posted.Count);
    }

    /// <summary>A process that had committed the announcement to these and died; the others of the batch were noted as being sent to and no more.</summary>
    private static async Task<(Broadcast Broadcast, Batch Batch, SendJournal Journal)> DieAsync(Bureau bureau, params ConversationKey[] said)
    {
        var broadcast = await bureau.SubmitAsync();
        await bureau.Get<Preparation>().RunAsync(broadcast.Id, Ct);
        bureau.Jobs.Lose();
        var batch = Assert.Single(await bureau.Get<Ledger>().BatchesAsync(broadcast.Id, Ct));
        var id = SendJournal.NewId();
        var lease = (await BatchLease.TakeAsync(bureau.Replica.Redis, bureau.Time, Dead, broadcast.Id, batch, id, Ct))!;
        await lease.WriteAsync([.. (await bureau.LedgerAsync(broadcast.Id)).Select(l => l with { State = DeliveryState.Sending, At = bureau.Time.GetUtcNow() })], Ct);
        foreach (var person in said) await bureau.Replica.Turns.AnnounceAsync(person, Announcements.IdOf(broadcast), state => new(state, [], []), _ => [], Ct);
        bureau.Time.Advance(Dead.Length);
        return (broadcast, batch, SendJournal.Begin(bureau.Sends, broadcast.Id, batch, id, null)!);
    }

    private static async Task RunAsync(Bureau bureau, Broadcast broadcast)
    {
        await bureau.Get<Dispatcher>().TendAsync(broadcast.Id, Ct);
        await bureau.RunJobsAsync();
    }
}
