using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.State.Conversations;

namespace Bot.Channels.Teams.Activities;

/// <summary>An activity as the Connector posts it: the members that matter here. Members that are not known or not of the expected kind are ignored, but for those a bot cannot do without.</summary>
internal sealed record TeamsActivity
{
    public const int MostBytes = 256 * 1024;
    private const int MostDepth = 64;

    public required string Type { get; init; }
    public string? Id { get; init; }
    public string ChannelId { get; init; } = "";
    public string? ServiceUrl { get; init; }
    public string? ConversationId { get; init; }
    public string? ConversationType { get; init; }
    public string? TenantId { get; init; }
    public string? From { get; init; }

    /// <summary>The bot, as the channel names it.</summary>
    public string? Recipient { get; init; }

    public string? ReplyToId { get; init; }
    public string? Text { get; init; }
    public string? Name { get; init; }
    public string? Action { get; init; }
    public bool ExpectsReplies { get; init; }

    /// <summary>Files beside the text; the HTML copy that Teams adds to every message is none.</summary>
    public bool HasFiles { get; init; }

    /// <summary>What a pressed button of ours says.</summary>
    public string? Said { get; init; }

    /// <summary>The <c>value</c>, of any kind; undefined: there is none.</summary>
    [JsonIgnore]
    public JsonElement Value { get; init; }

    public bool BotAdded { get; init; }
    public bool BotRemoved { get; init; }

    /// <summary>Several people read along.</summary>
    [JsonIgnore]
    public bool IsGroup => ConversationType is "groupChat" or "channel";

    /// <summary>The one that names the conversation in the store. Other channels of the Connector are kept apart.</summary>
    [JsonIgnore]
    public ConversationKey Key => TeamsKey.Of(ChannelId, ConversationId!);

    /// <exception cref="ActivityException">It is not an activity.</exception>
    public static TeamsActivity Parse(ReadOnlyMemory<byte> json)
    {
        if (!System.Text.Unicode.Utf8.IsValid(json.Span)) throw ActivityException.Malformed("The body is not UTF-8.");
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = MostDepth });
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw ActivityException.Malformed("The body is not an activity: a JSON object with type, conversation.id and, for replies, serviceUrl.");
        }
    }

    private static TeamsActivity Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || root.Text("type") is not { Length: > 0 } type) throw new JsonException();
        if (root.TryGetProperty("text", out var said) && said.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) throw new JsonException();
        var recipient = root.Member("recipient").Text("id");
        var value = root.Member("value");
        return new()
        {
            Type = type,
            Id = root.Text("id"),
            ChannelId = root.Text("channelId") ?? "",
            ServiceUrl = root.Text("serviceUrl"),
            ConversationId = root.Member("conversation").Text("id") is { Length: > 0 } conversation && !string.IsNullOrWhiteSpace(conversation) ? conversation : null,
            ConversationType = root.Member("conversation").Text("conversationType") ?? (root.Member("conversation").Member("isGroup").ValueKind == JsonValueKind.True ? "groupChat" : null),
            TenantId = root.Member("conversation").Text("tenantId") ?? root.Member("channelData").Member("tenant").Text("id"),
            From = root.Member("from").Text("id"),
            Recipient = recipient,
            ReplyToId = root.Text("replyToId"),
            Text = Mentions.Strip(root, recipient),
            Name = root.Text("name"),
            Action = root.Text("action"),
            ExpectsReplies = root.Text("deliveryMode") is "expectReplies",
            HasFiles = root.Items("attachments").Any(IsFile),
            Said = value.ValueKind == JsonValueKind.String ? value.GetString() : value.Text("say"),
            Value = value.ValueKind == JsonValueKind.Undefined ? default : value.Clone(),
            BotAdded = Holds(root, "membersAdded", recipient),
            BotRemoved = Holds(root, "membersRemoved", recipient),
        };
    }

    private static bool Holds(JsonElement root, string members, string? bot) => bot is not null && root.Items(members).Any(m => m.Text("id") == bot);

    private static bool IsFile(JsonElement attachment) => attachment.Text("contentType") is not "text/html";
}
