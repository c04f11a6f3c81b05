using System.Text;
using System.Text.Json;
using TestKit.Teams;

namespace EndToEnd.Tests.Teams;

/// <summary>Somebody in a personal chat with the bot, as the channel posts what they write.</summary>
internal sealed class Colleague(HttpClient bot, FakeConnector connector, string conversation)
{
    /// <summary>What is answered goes to the Connector. False: it was not acknowledged.</summary>
    public async Task<bool> TryPostAsync(string id, string text)
    {
        try
        {
            using var response = await PostAsync(id, text, "normal");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>What is answered comes in the response.</summary>
    public async Task<string> AskAsync(string text)
    {
        using var response = await PostAsync($"{Guid.NewGuid():N}", text, "expectReplies");
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return body;
    }

    private async Task<HttpResponseMessage> PostAsync(string id, string text, string deliveryMode)
    {
        var activity = JsonSerializer.Serialize(new
        {
            type = "message",
            id,
            text,
            deliveryMode,
            channelId = "msteams",
            serviceUrl = connector.Url,
            from = new { id = "29:person" },
            recipient = new { id = "28:bot" },
            conversation = new { id = conversation, conversationType = "personal", tenantId = "t1" },
        });
        using var content = new StringContent(activity, Encoding.UTF8, "application/json");
        return await bot.PostAsync(new Uri("api/messages", UriKind.Relative), content);
    }
}
