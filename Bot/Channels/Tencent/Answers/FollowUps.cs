using System.Collections.Concurrent;
using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Boxes;
using Bot.State;
using Bot.State.Conversations;

namespace Bot.Channels.Tencent.Answers;

/// <summary>Sends what waits in a person's box, one text after the other, as far as the platform allows. What it does not get sent goes on waiting.</summary>
internal sealed partial class FollowUps(BoxStore boxes, IEnumerable<IPersonalSender> senders, TimeProvider time, ILogger<FollowUps> log) : IHostedService
{
    /// <summary>Who has been sending for longer is gone.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Task, bool> running = new();

    public IPersonalSender? SenderOf(ConversationKey person) => senders.FirstOrDefault(s => s.Channel == person.Channel && s.CanSend(person));

    /// <summary>Goes on after the response; a stop of the program waits for it.</summary>
    public void Track(Task work)
    {
        var watched = WatchAsync(work);
        running[watched] = true;
        _ = watched.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Nothing is waiting afterwards, or may be sent, or somebody else is at it.</summary>
    public async Task SendWaitingAsync(ConversationKey person, CancellationToken ct)
    {
        if (SenderOf(person) is not { } sender) return;
        while (await ClaimAsync(person, sender, ct) is { } claimed)
        {
            var result = await sender.SendAsync(person, claimed.Text, ct);
            _ = await boxes.UpdateAsync(person, box => Settle(box, claimed, result, sender.IsCounted, time.GetUtcNow()), ct);
            if (!result.IsOk) return;
        }
    }

    private async Task<Underway?> ClaimAsync(ConversationKey person, IPersonalSender sender, CancellationToken ct)
    {
        Underway? claimed = null;
        _ = await boxes.UpdateAsync(person, box =>
        {
            var now = time.GetUtcNow();
            box = Recover(box, now);
            claimed = box.Underway is null && box.Gone is null && !box.Waiting.IsEmpty && (!sender.IsCounted || box.Allowed(now) > 0) ? new(box.Waiting[0], now) : null;
            return claimed is null ? box : (sender.IsCounted ? box.Spend(now) : box) with { Underway = claimed, Waiting = box.Waiting.RemoveAt(0) };
        }, ct);
        return claimed;
    }

    // Nobody knows whether it was sent. The rest of an answer is given again; what was announced is not.
    private static PersonBox Recover(PersonBox box, DateTimeOffset now) =>
        box.Underway is { } lost && now - lost.Since > Abandoned ? Release(box, lost, again: lost.Text.Announcement is null) : box;

    private static PersonBox Settle(PersonBox box, Underway claimed, ApiResult result, bool isCounted, DateTimeOffset now)
    {
        if (box.Underway is not { } underway || underway.Text.Id != claimed.Text.Id || underway.Since != claimed.Since) return box;
        var settled = result.Kind switch
        {
            ApiKind.Ok or ApiKind.Done or ApiKind.Content => box with { Underway = null },
            ApiKind.Uncertain => Release(box, claimed, again: claimed.Text.Announcement is null),
            _ => Release(box, claimed, again: true),
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

    private static PersonBox Release(PersonBox box, Underway claimed, bool again) => box with { Underway = null, Waiting = again ? box.Waiting.Insert(0, claimed.Text) : box.Waiting };

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

    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "Sending what waits stopped ({Exception}); it goes on waiting for the person's next message.")]
    private partial void LogPut(string exception);
}
