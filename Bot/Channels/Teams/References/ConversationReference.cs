using System.Text.Json.Serialization;
using Bot.Channels.Teams.Activities;

namespace Bot.Channels.Teams.References;

/// <summary>How a person can be written to who did not just write: addresses and ids, no name and no text.</summary>
/// <param name="Unreachable">The Connector said that the person removed or blocked the bot; until they write again.</param>
internal sealed record ConversationReference(string Service, string Conversation, string? Tenant, string? Bot, string? User, bool Unreachable = false)
{
    /// <summary>Null: the activity does not say where to answer.</summary>
    public static ConversationReference? Of(TeamsActivity activity) =>
        activity is { ServiceUrl: { } service, ConversationId: { } conversation } ? new(service, conversation, activity.TenantId, activity.Recipient, activity.From) : null;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ConversationReference))]
internal sealed partial class ReferenceJson : JsonSerializerContext;
