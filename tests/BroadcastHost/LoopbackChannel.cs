using System.Net;
using System.Text;
using System.Text.Json;
using Bot.Delivery;
using Bot.State.Conversations;

namespace BroadcastHost;

/// <summary>A channel with an outside service, as the real ones are: it commits the turn, then posts it to the address in <c>RECEIVER</c>.</summary>
internal sealed class LoopbackChannel(TurnRunner turns) : IDeliveryChannel, IDisposable
{
    public const string Key = "loopback";

    private static readonly Uri Receiver = new(Environment.GetEnvironmentVariable("RECEIVER") ?? "http://127.0.0.1:9/");

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };

    public void Dispose() => http.Dispose();

    public string Channel => Key;
    public string Name => "回环";
    public int PerSecond => 1_000_000;
    public int LongestBytes => 1_900;
    public bool NumbersChoices => true;

    public Task<Reachability> ReachAsync(ConversationKey person, CancellationToken ct) => Task.FromResult(new Reachability(Reach.Now));

    public Task PrepareAsync(IReadOnlyList<ConversationKey> people, Announcement announcement, CancellationToken ct) =>
        turns.AnnounceAheadAsync(people, announcement.Id, announcement.Step, Render, announcement.Ahead, ct);

    public async Task<DeliveryResult> SendAsync(ConversationKey person, Announcement announcement, CancellationToken ct)
    {
        if (await turns.TakeOrAnnounceAsync(person, announcement.Id, announcement.Step, Render, announcement.Ahead, ct) is not { Entries: [var said, ..] }) return new DeliveryResult.Refused("对方已删除记录。");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Receiver, person.Id)) { Content = new ReadOnlyMemoryContent(said.Json) };
        try
        {
            using var response = await http.SendAsync(request, ct);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => new DeliveryResult.Sent(),
                HttpStatusCode.ServiceUnavailable => new DeliveryResult.Passing("接收方忙。"),
                var other => new DeliveryResult.Refused($"接收方不收（{(int)other}）。"),
            };
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return new DeliveryResult.Passing("接收方连不上。");
        }
        catch (HttpRequestException)
        {
            return new DeliveryResult.Uncertain("接收方没有答复完就断开了。");
        }
    }

    private static System.Collections.Immutable.ImmutableArray<RawActivity> Render(TurnContext turn) =>
        [new(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { text = turn.Turn.Replies[0].Text })))];
}
