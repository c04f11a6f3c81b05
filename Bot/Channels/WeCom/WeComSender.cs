using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Boxes;
using Bot.State.Conversations;
using Dialogs.Replies;

namespace Bot.Channels.WeCom;

/// <summary>App messages to one person: texts, and cards with buttons.</summary>
internal sealed class WeComSender(WeComApp app, PlatformApi api) : IPersonalSender
{
    private const string Says = "say:";
    private const int MostButtons = 6, LongestTask = 128;

    public string Channel => WeComApp.Channel;

    public bool IsCounted => false;

    public bool HasCards => true;

    public bool CanSend(ConversationKey person) => app.HasApi;

    public async Task<ApiResult> SendAsync(ConversationKey person, WaitingText text, CancellationToken ct)
    {
        var call = new ApiCall("cgi-bin/message/send", Body(person, text));
        var result = await api.CallAsync(app.Api, call, ct);
        // The platform drops what it has already delivered to this person, so asking again is safe.
        if (result.Kind == ApiKind.Uncertain && text.Announcement is not null) result = await api.CallAsync(app.Api, call, ct);
        return result.IsOk && Unreached(result.Body!).Contains(person.Id, StringComparer.OrdinalIgnoreCase)
            ? result with { Kind = ApiKind.PersonGone, Sentence = "对方不在应用的可见范围内，或没有激活" }
            : result;
    }

    /// <summary>What pressing a button with this key says.</summary>
    public static string Said(string key) => key.StartsWith(Says, StringComparison.Ordinal) ? key[Says.Length..] : key;

    /// <summary>The user ids that a send did not reach although it succeeded for others.</summary>
    public static IEnumerable<string> Unreached(JsonObject answer) =>
        new[] { "invaliduser", "unlicenseduser" }.SelectMany(list => (answer[list]?.ToString() ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private JsonObject Body(ConversationKey person, WaitingText text)
    {
        var body = new JsonObject { ["touser"] = person.Id, ["agentid"] = app.Settings.AgentId };
        if (text.Choices is { Count: > 0 } choices)
        {
            body["msgtype"] = "template_card";
            body["template_card"] = Card(choices, TaskOf(person, text.Id));
        }
        else
        {
            body["msgtype"] = "text";
            body["text"] = new JsonObject { ["content"] = text.Text };
        }
        if (text.Announcement is not null) (body["enable_duplicate_check"], body["duplicate_check_interval"]) = (1, 1800);
        return body;
    }

    private static JsonObject Card(IReadOnlyList<Choice> choices, string task)
    {
        var card = new JsonObject
        {
            ["card_type"] = "button_interaction",
            ["main_title"] = new JsonObject { ["title"] = "请选择", ["desc"] = "点一个，或直接打字说" },
            ["task_id"] = task,
            ["button_list"] = new JsonArray([.. choices.Take(MostButtons).Select(c => new JsonObject { ["text"] = c.Title, ["style"] = 1, ["key"] = Says + c.Value })]),
        };
        if (choices.Count > MostButtons) card["sub_title_text"] = $"也可以说：{string.Join("、", choices.Skip(MostButtons).Select(c => c.Title))}";
        return card;
    }

    // Unique in the app, the same when sent again, and telling nothing of the person.
    private static string TaskOf(ConversationKey person, string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{person}#{id}")))[..(LongestTask / 2)];
}
