using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TestKit.Processes;

namespace TestKit.DirectLine;

/// <summary>One person's Direct Line conversation, by HTTP and polling, as any client holds it.</summary>
public sealed class DirectLineClient
{
    private readonly HttpClient http;
    private readonly string user;
    private string watermark = "";

    private DirectLineClient(HttpClient http, string user, string conversation, string token) =>
        (this.http, this.user, Conversation, Token) = (http, user, conversation, token);

    public string Conversation { get; }

    public string Token { get; }

    public static async Task<DirectLineClient> StartAsync(HttpClient http, string? user = null)
    {
        user ??= $"test-{Guid.NewGuid():n}";
        using var answer = await http.PostAsJsonAsync("webchat/token", new { user });
        var token = (await ReadAsync(answer)).GetProperty("token").GetString()!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "v3/directline/conversations") { Content = JsonContent.Create(new { }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var opened = await http.SendAsync(request);
        var conversation = await ReadAsync(opened);
        if (conversation.TryGetProperty("token", out var newer)) token = newer.GetString()!;
        return new(http, user, conversation.GetProperty("conversationId").GetString()!, token);
    }

    /// <summary>The same conversation at another replica.</summary>
    public DirectLineClient At(HttpClient replica) => new(replica, user, Conversation, Token);

    /// <summary>Sends a message; the answer arrives when its reply is committed.</summary>
    /// <param name="id">Names the message: the same again is a repeat. Null: a new one.</param>
    public async Task<HttpStatusCode> PostAsync(string text, string? id = null)
    {
        using var response = await http.SendAsync(Request(text, id ?? Guid.NewGuid().ToString("n")));
        return response.StatusCode;
    }

    public HttpRequestMessage Request(string text, string id) => Authorised(HttpMethod.Post, "activities", JsonContent.Create(new
    {
        type = "message", from = new { id = user }, text, locale = "zh-CN", channelData = new { clientActivityID = id },
    }));

    /// <summary>What the bot has sent since the last call.</summary>
    public async Task<ImmutableArray<JsonElement>> PollAsync() => [.. (await PollAllAsync()).Where(a => !IsFrom(a, user))];

    /// <summary>Everything since the last call, one's own messages too.</summary>
    public async Task<ImmutableArray<JsonElement>> PollAllAsync()
    {
        using var response = await http.SendAsync(Authorised(HttpMethod.Get, $"activities?watermark={watermark}", null));
        var set = await ReadAsync(response);
        if (set.TryGetProperty("watermark", out var mark) && mark.GetString() is { Length: > 0 } next) watermark = next;
        return [.. set.GetProperty("activities").EnumerateArray()];
    }

    /// <summary>Says something and waits for what is answered.</summary>
    public async Task<ImmutableArray<JsonElement>> SayAsync(string text, string? id = null)
    {
        var status = await PostAsync(text, id);
        if (status != HttpStatusCode.OK) throw new HttpRequestException($"'{text}' was answered with {(int)status}.", null, status);
        ImmutableArray<JsonElement> replies = [];
        await Eventually.BecomesTrueAsync(
            async () => !(replies = [.. (await PollAsync()).Where(a => a.GetProperty("type").GetString() == "message")]).IsEmpty,
            TimeSpan.FromSeconds(30), () => $"'{text}' was not answered");
        return replies;
    }

    /// <summary>What a web chat keeps open: the stream of new activities.</summary>
    public async Task<ActivitySocket> OpenSocketAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v3/directline/conversations/{Conversation}?watermark={watermark}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var response = await http.SendAsync(request);
        return await ActivitySocket.OpenAsync(new Uri((await ReadAsync(response)).GetProperty("streamUrl").GetString()!));
    }

    private static bool IsFrom(JsonElement activity, string user) =>
        activity.GetProperty("from") is var from && (from.GetProperty("id").GetString() == user || (from.TryGetProperty("role", out var role) && role.GetString() == "user"));

    private HttpRequestMessage Authorised(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, $"v3/directline/conversations/{Conversation}/{path}") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return request;
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonElement.Parse(body)
            : throw new HttpRequestException($"{response.RequestMessage?.RequestUri?.AbsolutePath} answered {(int)response.StatusCode}: {body}", null, response.StatusCode);
    }
}
