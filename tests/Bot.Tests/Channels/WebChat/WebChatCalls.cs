using System.Text;
using System.Text.Json;

namespace Bot.Tests.Channels.WebChat;

/// <summary>The calls of the web chat as tests make them.</summary>
internal static class WebChatCalls
{
    public static async Task<string> TokenAsync(WebChatHost host, string user) =>
        (await JsonAsync(await SendAsync(host, HttpMethod.Post, "/webchat/token", null, JsonSerializer.Serialize(new { user })))).GetProperty("token").GetString()!;

    public static async Task<(string Id, string Token)> OpenAsync(WebChatHost host, string user)
    {
        var started = await JsonAsync(await SendAsync(host, HttpMethod.Post, "/v3/directline/conversations", await TokenAsync(host, user), "{}"));
        return (started.GetProperty("conversationId").GetString()!, started.GetProperty("token").GetString()!);
    }

    public static Task<HttpResponseMessage> PostAsync(WebChatHost host, string id, string token, string text) =>
        SendAsync(host, HttpMethod.Post, $"/v3/directline/conversations/{id}/activities", token, JsonSerializer.Serialize(new { type = "message", text }));

    public static async Task<HttpResponseMessage> SendAsync(WebChatHost host, HttpMethod method, string path, string? bearer, string? body, string? cookie = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<(JsonElement[] Activities, string Watermark)> PollAsync(WebChatHost host, string id, string token, string watermark)
    {
        var set = await JsonAsync(await SendAsync(host, HttpMethod.Get, $"/v3/directline/conversations/{id}/activities?watermark={watermark}", token, null));
        return ([.. set.GetProperty("activities").EnumerateArray()], set.GetProperty("watermark").GetString()!);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using (response)
            return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
