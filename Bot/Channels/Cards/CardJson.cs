using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Channels.Cards;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Camel<Spacing>), typeof(Camel<TextSize>), typeof(Camel<TextWeight>), typeof(Camel<TextColor>), typeof(Camel<TextStyle>), typeof(Camel<Alignment>), typeof(Camel<ContainerStyle>)])]
[JsonSerializable(typeof(AdaptiveCard))]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class CardJson : JsonSerializerContext
{
    /// <summary>Use this one: <see cref="Default"/> escapes Chinese.</summary>
    public static CardJson Wire => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>An enumeration as <c>good</c>, <c>small</c>.</summary>
internal sealed class Camel<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) where T : struct, Enum;
