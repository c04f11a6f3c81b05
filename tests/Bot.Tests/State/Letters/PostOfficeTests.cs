using Bot.State.Conversations;
using Bot.State.Letters;
using Dialogs.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State.Letters;

/// <summary>Replies between their commit and the outside service that is handed them.</summary>
public sealed class PostOfficeTests(Stores stores)
{
    private readonly FakeTimeProvider time = new(Morning + TimeSpan.FromTicks(Random.Shared.NextInt64(TimeSpan.TicksPerDay)));
    private readonly ConversationKey key = NewKey();
    private readonly FakeCarrier carrier = new("test");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Replies_AreHandedOverInOrderAndThenNothingIsLeftOfThem(StoreKind kind)
    {
        await using var replica = await OpenAsync(kind);
        await SayAsync(replica, "a b");
        await SayAsync(replica, "c", "there");
        await Post(replica).HandOverAsync(key, Ct);
        await Post(replica).HandOverAsync(key, Ct);

        Assert.Equal(["here:a", "here:b", "there:c"], carrier.Arrived);
        Assert.Empty((await replica.Store.ReadAsync(key, Ct)).Record!.Letters);
        Assert.DoesNotContain(key, await Post(replica).FindLeftAsync(TimeSpan.Zero, Ct));
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Replies_OfAProcessThatDiedAfterTheCommit_AreFoundByTheSweepOfAnother(StoreKind kind)
    {
        await using (var dying = await OpenAsync(kind)) await SayAsync(dying, "a b");
        await using var other = await OpenAsync(kind);
        await other.Service<LetterSweeper>().RunOnceAsync(Ct);
        Assert.Empty(carrier.Arrived);

        time.Advance(LetterSweeper.Grace);
        await other.Service<LetterSweeper>().RunOnceAsync(Ct);
        Assert.Equal(["here:a", "here:b"], carrier.Arrived);
        await other.Service<LetterSweeper>().RunOnceAsync(Ct);
        Assert.Equal(2, carrier.Arrived.Count);
    }

    /// <summary>Whether the second arrived nobody can know: it is not said again, and what follows is.</summary>
    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Reply_InFlightWhenItsProcessDied_IsNotSentAgainAndTheRestIs(StoreKind kind)
    {
        var dying = await DieAtAsync(kind, "b");
        await using var other = await OpenAsync(kind);
        await Post(other).HandOverAsync(key, Ct);
        Assert.Equal(["here:a"], carrier.Arrived);

        time.Advance(Round.LongestAttempt - TimeSpan.FromMilliseconds(1));
        await Post(other).HandOverAsync(key, Ct);
        Assert.Equal(["here:a"], carrier.Arrived);

        time.Advance(TimeSpan.FromMilliseconds(1));
        await Post(other).HandOverAsync(key, Ct);
        Assert.Equal(["here:a", "here:c"], carrier.Arrived);
        Assert.Empty((await other.Store.ReadAsync(key, Ct)).Record!.Letters);

        // The frozen one wakes up, and finds that somebody has gone on.
        dying.SetResult(null);
        await Task.WhenAll(running);
        Assert.Equal(["here:a", "here:c", "here:b"], carrier.Arrived);
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Replies_ThatSeveralProcessesHandOverAtOnce_ArriveOnceEach(StoreKind kind)
    {
        await using var one = await OpenAsync(kind);
        await using var other = await OpenAsync(kind);
        for (var i = 0; i < 5; i++) await SayAsync(one, $"{i}a {i}b {i}c");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Post(i % 2 == 0 ? one : other).HandOverAsync(key, Ct)));
        time.Advance(TimeSpan.FromMinutes(1));
        await Post(one).HandOverAsync(key, Ct);

        Assert.Equal(15, carrier.Arrived.Count);
        Assert.Equal(15, carrier.Arrived.Distinct().Count());
    }

    [Fact]
    public async Task Reply_NotTakenNow_IsTriedAgainLaterAndHoldsBackWhatFollows()
    {
        await using var replica = await OpenAsync(StoreKind.Redis);
        carrier.Answer = _ => Task.FromResult<Carried?>(Carried.Later);
        await SayAsync(replica, "a");
        await Post(replica).HandOverAsync(key, Ct);
        await SayAsync(replica, "b");
        carrier.Answer = _ => Task.FromResult<Carried?>(null);
        await Post(replica).HandOverAsync(key, Ct);
        Assert.Empty(carrier.Arrived);

        time.Advance(LetterSweeper.Grace);
        await replica.Service<LetterSweeper>().RunOnceAsync(Ct);
        Assert.Equal(["here:a", "here:b"], carrier.Arrived);
    }

    /// <summary>A cold process was killed in the middle of an outcome, and what followed pushed its cards out of the transcript.</summary>
    [Fact]
    public async Task Replies_LargerThanATranscript_AllArrive()
    {
        await using var replica = await OpenAsync(StoreKind.Redis);
        var large = new string('x', Transcript.MostBytes / 2);
        for (var i = 0; i < 4; i++) await SayAsync(replica, $"{i}a{large} {i}b{large}");
        await Post(replica).HandOverAsync(key, Ct);
        Assert.Equal(["0a", "0b", "1a", "1b", "2a", "2b", "3a", "3b"], carrier.Arrived.Select(a => a[5..7]));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Reply_NotTakenForHours_IsGivenUp(int beyond, bool arrives)
    {
        await using var replica = await OpenAsync(StoreKind.Redis);
        await SayAsync(replica, "a");
        time.Advance(PostOffice.LongestWay + TimeSpan.FromMilliseconds(beyond));
        await replica.Service<LetterSweeper>().RunOnceAsync(Ct);

        Assert.Equal(arrives, !carrier.Arrived.IsEmpty);
        Assert.Empty((await replica.Store.ReadAsync(key, Ct)).Record!.Letters);
    }

    [Theory]
    [InlineData(Carried.Uncertain, "here:b", "here:c")]
    [InlineData(Carried.Refused, "here:b", "here:c")]
    [InlineData(Carried.Unreachable, "here:c")]
    public async Task Reply_ThatWillNotBeTaken_DoesNotHoldBackTheNextMessagesAnswer(object fate, params string[] arrive)
    {
        await using var replica = await OpenAsync(StoreKind.Redis);
        carrier.Answer = text => Task.FromResult<Carried?>(text == "a" ? (Carried)fate : null);
        await SayAsync(replica, "a b");
        await SayAsync(replica, "c");
        await Post(replica).HandOverAsync(key, Ct);
        Assert.Equal(arrive, carrier.Arrived);
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Erasure_WhoseFarewellIsStillOnItsWay_LeavesOnlyThatAndThenNothing(StoreKind kind)
    {
        await using (var dying = await OpenAsync(kind))
        {
            await SayAsync(dying, "geheim");
            await Post(dying).HandOverAsync(key, Ct);
            await SayAsync(dying, "erase");
            Assert.Null(await dying.Turns.AnnounceAsync(key, "r1", state => new(state, [], []), _ => [], Ct));
            Assert.DoesNotContain(await Leftovers.OfAsync(dying.Redis, "geheim", Ct), k => k.Contains(key.Id, StringComparison.Ordinal));
        }
        await using var other = await OpenAsync(kind);
        time.Advance(LetterSweeper.Grace);
        await other.Service<LetterSweeper>().RunOnceAsync(Ct);

        Assert.Equal("here:erase", carrier.Arrived.Last());
        Assert.Empty(await Leftovers.OfAsync(other.Redis, key.Id, Ct));
    }

    [Fact]
    public async Task Message_AfterAnErasureWhoseFarewellIsOnItsWay_BeginsANewConversationThatIsKept()
    {
        await using var replica = await OpenAsync(StoreKind.Redis);
        await SayAsync(replica, "erase");
        await SayAsync(replica, "a");
        await Post(replica).HandOverAsync(key, Ct);
        Assert.Equal(["here:erase", "here:a"], carrier.Arrived);
        Assert.False((await replica.Store.ReadAsync(key, Ct)).Record!.IsClosed);
    }

    private readonly List<Task> running = [];

    private static PostOffice Post(Replica replica) => replica.Service<PostOffice>();

    private async Task<Replica> OpenAsync(StoreKind kind) =>
        Replica.On(await stores.ConnectAsync(kind), time, (state, message, _) => new(state, [], message.Text == "erase" ? [new Effect.Erase()] : []), s => s.AddSingleton<ILetterCarrier>(carrier));

    // Each word is an activity.
    private Task<TurnOutcome> SayAsync(Replica replica, string words, string to = "here") =>
        replica.Turns.PostAsync(key, Say(words), _ => [.. words.Split(' ').Select(Activity)], to, Ct);

    /// <summary>A process that stops in the middle of handing over, until it is told to go on.</summary>
    private async Task<TaskCompletionSource<Carried?>> DieAtAsync(StoreKind kind, string word)
    {
        var (reached, frozen) = (new TaskCompletionSource(), new TaskCompletionSource<Carried?>());
        var dying = await OpenAsync(kind);
        await SayAsync(dying, "a b c");
        carrier.Answer = text =>
        {
            if (text != word) return Task.FromResult<Carried?>(null);
            reached.SetResult();
            return frozen.Task;
        };
        running.Add(Post(dying).HandOverAsync(key, Ct));
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        return frozen;
    }
}
