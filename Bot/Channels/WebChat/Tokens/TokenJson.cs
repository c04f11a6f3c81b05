using System.Text.Json.Serialization;

namespace Bot.Channels.WebChat.Tokens;

internal sealed record Claims(string Use, string Conv, string User, long Exp);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Claims))]
internal sealed partial class TokenJson : JsonSerializerContext;
