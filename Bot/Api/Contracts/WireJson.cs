using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dialogs.Flows.Ask;
using Knowledge.Materials;
using Knowledge.Rules;

namespace Bot.Api.Contracts;

/// <summary>The JSON of the protocol objects: camelCase, statuses in kebab-case, Chinese as it is, nothing where there is nothing to say.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Kebab<AskStatus>), typeof(Kebab<Verdict>), typeof(Kebab<CriterionStatus>), typeof(Kebab<MaterialStatus>)])]
[JsonSerializable(typeof(AskRequest))]
[JsonSerializable(typeof(SelfCheckRequest))]
[JsonSerializable(typeof(AskResponse))]
[JsonSerializable(typeof(SelfCheckResponse))]
[JsonSerializable(typeof(ImmutableArray<WireDeadline>))]
[JsonSerializable(typeof(WireDeadline[]))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(string))]
public sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Use this one: <see cref="Default"/> escapes Chinese. The answers are JSON documents, never pasted into HTML.</summary>
    public static WireJson Wire => Relaxed.Context;

    // Not a field of this class: the generated part's fields would not be there yet.
    private static class Relaxed
    {
        public static readonly WireJson Context = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}

/// <summary>An enumeration as <c>not-yet</c>, <c>if-available</c>.</summary>
public sealed class Kebab<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) where T : struct, Enum;
