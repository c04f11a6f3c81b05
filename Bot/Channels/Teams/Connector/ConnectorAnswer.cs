using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Channels.Teams.Connector;

/// <summary>Where an activity goes.</summary>
/// <param name="Service">Trusted: our token is sent there.</param>
/// <param name="ReplyTo">The activity answered; null: something said by ourselves.</param>
internal sealed record Destination(Uri Service, string Conversation, string? Tenant, string? ReplyTo)
{
    public string ToJson() => JsonSerializer.Serialize(this, DestinationJson.Default.Destination);

    public static Destination OfJson(string json) => JsonSerializer.Deserialize(json, DestinationJson.Default.Destination)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Destination))]
internal sealed partial class DestinationJson : JsonSerializerContext;

/// <summary>What became of a request to the Connector. A closed set.</summary>
internal enum Fate
{
    /// <summary>It was taken.</summary>
    Done,

    /// <summary>The bot was removed or blocked, or the conversation is gone.</summary>
    Unreachable,

    /// <summary>It will never be taken as it is.</summary>
    Wrong,

    /// <summary>Nothing was sent; it may work later.</summary>
    Passing,

    /// <summary>It may or may not have been taken.</summary>
    Uncertain,

    /// <summary>Another process has gone on with it.</summary>
    Overtaken,
}

/// <param name="Status">The last HTTP status; 0: there was no answer.</param>
/// <param name="RetryAfter">What the Connector asked for last; null: it did not say.</param>
internal sealed record ConnectorAnswer(Fate Fate, int Status, TimeSpan? RetryAfter = null);
