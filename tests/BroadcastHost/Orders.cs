using Bot.Broadcasts;
using Bot.Broadcasts.Audiences;
using Bot.Broadcasts.Ledgers;
using Bot.State.Conversations;
using Dialogs.Turns;
using Knowledge.Notices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BroadcastHost;

/// <summary>What a test has the bot do, in place of the console.</summary>
internal static class Orders
{
    private const int AtOnce = 32;

    public static void Map(WebApplication app)
    {
        app.MapPost("/orders/people/{count:int}", (int count, TurnRunner turns) => MeetAsync(count, turns));
        app.MapPost("/orders/broadcast/{channel}", (string channel, BroadcastService service, NoticeLibrary notices) => SendAsync(channel, service, notices));
        app.MapPost("/orders/pass/{minutes:int}", (int minutes, LateTime time) => time.Pass(TimeSpan.FromMinutes(minutes)));
        app.MapGet("/orders/progress/{id}", async (string id, BroadcastService service) => await service.ProgressAsync(id, CancellationToken.None) is { } p
            ? Results.Json(new { status = p.Broadcast.Status.ToString(), total = p.Total, sent = p.Of(DeliveryState.Sent), memory = Environment.WorkingSet, heap = GC.GetTotalMemory(false) }) : Results.NotFound());
        app.MapGet("/orders/ledger/{id}", (string id, Ledger ledger) => LedgerAsync(id, ledger));
        app.MapGet("/orders/report/{id}.csv", (string id, BroadcastService service, HttpContext context) => service.WriteCsvAsync(id, context.Response.Body, CancellationToken.None));
    }

    private static async Task<IResult> MeetAsync(int count, TurnRunner turns)
    {
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, ct) =>
            await turns.RunAsync(new ConversationKey(LoopbackChannel.Key, $"p{i:00000}"), new Message { Id = "hello", Text = "您好" }, _ => [], ct));
        return Results.Ok();
    }

    private static async Task<IResult> SendAsync(string channel, BroadcastService service, NoticeLibrary notices)
    {
        var notice = notices.All[0].Id.Value;
        var draft = new Draft("试", notice, "请各位尽快办理，办好后点“收到”。", new Audience.OnChannel([channel]));
        var broadcast = await service.AddAsync(draft, "测试", CancellationToken.None);
        return await service.SubmitAsync(broadcast.Id, "测试", null, CancellationToken.None) is BroadcastOutcome.Refused refused
            ? Results.BadRequest(string.Join('\n', refused.Reasons)) : Results.Text(broadcast.Id);
    }

    private static async Task<IResult> LedgerAsync(string id, Ledger ledger)
    {
        var lines = new Dictionary<string, string[]>();
        await foreach (var page in ledger.ReadAllAsync(id, CancellationToken.None))
            foreach (var entry in page) lines[entry.Person.Id] = [entry.State.ToString(), entry.Reason];
        return Results.Json(lines);
    }
}
