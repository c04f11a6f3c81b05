using System.Collections.Concurrent;
using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Boxes;
using Bot.Operations;
using Bot.State;
using Bot.State.Conversations;

namespace Bot.Channels.Tencent.Answers;

/// <summary>Sends what waits in a person's box, one text after the other, as far as the platform allows. What it does not get sent goes on waiting.</summary>
internal sealed partial class FollowUps(BoxStore boxes, IEnumerable<IPersonalSender> senders, PlatformApi api, TimeProvider time, ILogger<FollowUps> log) : IHostedService
{
    private readonly ConcurrentDictionary<Task, bool> running = new();

    // An account without the right would be refused for every long answer.
    private readonly RareEvents refusals = new(time, TimeSpan.FromHours(1));

    public IPersonalSender? SenderOf(ConversationKey person) => senders.FirstOrDefault(s => s.Channel == person.Channel && s.CanSend(person));

    /// <summary>Goes on after the response; a stop of the program waits for it.</summary>
    public void Track(Task work)
    {
        var watched = WatchAsync(work);
        running[watched] = true;
        _ = watched.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Nothing is waiting afterwards, or may be sent, or somebody else is at it.</summary>
    /// <returns>When whoever else is at it must be done or dead; null: nobody is.</returns>
    public async Task<DateTimeOffset?> SendWaitingAsync(ConversationKey person, CancellationToken ct)
    {
        if (SenderOf(person) is not { } sender) return null;
        while (true)
        {
            var (claimed, other) = await ClaimAsync(person, sender, ct);
            if (claimed is null) return other?.Since + api.Longest;
            var result = await sender.SendAsync(person, claimed.Text, ct);
            _ = await boxes.UpdateAsync(person, box => Settle(box, claimed, result, sender.IsCounted, time.GetUtcNow()), ct);
            if (result.IsOk) continue;
            if (result.Kind is ApiKind.NoRight or ApiKind.Configuration or ApiKind.DailyQuota or ApiKind.Content && refusals.Tell($"{person.Channel} {result.Code}") is { } silent) LogRefused(person.Channel, result.Sentence, silent);
            return null;
        }
    }

    /// <summary>Puts back what a process was sending that must be dead by now. Nobody knows whether it was sent: the rest of an answer is doubtful; what was announced is not given again.</summary>
    public PersonBox Recover(PersonBox box) => box.Underway is { } lost && time.GetUtcNow() - lost.Since > api.Longest ? Doubt(box, lost) : box;

    private async Task<(Underway? Claimed, Underway? Other)> ClaimAsync(ConversationKey person, IPersonalSender sender, CancellationToken ct)
    {
        Underway? claimed = null;
        var after = await boxes.UpdateAsync(person, box =>
        {
            var now = time.GetUtcNow();
            box = Recover(box);
            var next = box.Waiting.FirstOrDefault(w => w.Doubt == Boxes.Doubt.None);
            claimed = next is not null && box.Underway is null && box.Gone is null && (!sender.IsCounted || box.Allowed(now) > 0) ? new(next, now) : null;
            return claimed is null ? box : (sender.IsCounted ? box.Spend(now) : box) with { Underway = claimed, Waiting = box.Waiting.Remove(next!) };
        }, ct);
        return (claimed, claimed is null ? after.Underway : null);
    }

    private static PersonBox Settle(PersonBox box, Underway claimed, ApiResult result, bool isCounted, DateTimeOffset now)
    {
        if (box.Underway is not { } underway || underway.Text.Id != claimed.Text.Id || underway.Since != claimed.Since) return box;
        var settled = result.Kind switch
        {
            ApiKind.Ok or ApiKind.Done or ApiKind.Content => box with { Underway = null },
            ApiKind.Uncertain => Doubt(box, claimed),
            _ => box with { Underway = null, Waiting = box.Waiting.Insert(0, claimed.Text) },
        };
        return result.Kind switch
        {
            ApiKind.PersonGone => settled with { Gone = result.Sentence },
            ApiKind.WindowClosed when isCounted => settled with { Allowances = [] },
            ApiKind.Ok or ApiKind.Done or ApiKind.Uncertain => settled,
            _ when isCounted => settled.Refund(now, 1),
            _ => settled,
        };
    }

    private static PersonBox Doubt(PersonBox box, Underway lost) =>
        box with { Underway = null, Waiting = lost.Text.Announcement is null ? box.Waiting.Insert(0, lost.Text with { Doubt = Boxes.Doubt.Open }) : box.Waiting };

    private async Task WatchAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception e) when (e is StateUnavailableException or OperationCanceledException)
        {
            LogPut(e.GetType().Name);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(running.Keys).WaitAsync(cancellationToken).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    [LoggerMessage(EventId = 34, Level = LogLevel.Warning, Message = "The rest of an answer on {Channel} was not sent and waits for the person's next message: {Sentence} ({Silent} more since this was last said)")]
    private partial void LogRefused(string channel, string sentence, int silent);

    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "Sending what waits stopped ({Exception}); it is looked at again in a moment, or waits for the person's next message.")]
    private partial void LogPut(string exception);
}
