using System.Text.Json.Serialization;
using Knowledge.Rules;

namespace Bot.Papers;

/// <summary>What a download link says, sealed: which paper, for which conversation, with what filled in. No name and no number of a person is in it.</summary>
/// <param name="Sequence">Where the conversation stood: a later one under the same key is another.</param>
/// <param name="Until">Unix seconds, real time.</param>
internal sealed record PaperTicket(
    [property: JsonPropertyName("c")] string Channel,
    [property: JsonPropertyName("i")] string Conversation,
    [property: JsonPropertyName("q")] long Sequence,
    [property: JsonPropertyName("u")] long Until,
    [property: JsonPropertyName("n")] string Notice,
    [property: JsonPropertyName("p")] string Paper,
    [property: JsonPropertyName("d")] DateOnly Day,
    [property: JsonPropertyName("s")] DateOnly? Starts,
    [property: JsonPropertyName("f")] Profile Facts)
{
    [JsonPropertyName("e")]
    public DateOnly? Ends { get; init; }
}
