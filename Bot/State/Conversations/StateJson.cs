using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Dialogs.Turns;
using Knowledge.Rules;

namespace Bot.State.Conversations;

/// <summary>
/// How state is written as JSON. Cases of closed sets are told apart by words fixed here; no type name is ever read from data.
/// Not source-generated: generated code gives a missing init-only property its type's default instead of the one that the record declares.
/// </summary>
internal static class StateJson
{
    public static readonly JsonSerializerOptions Options = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Converters = { new ProfileConverter(), new FactConverter(), new EffectConverter(), new JsonStringEnumConverter() },
        };
        options.MakeReadOnly();
        return options;
    }

    private sealed class ProfileConverter : JsonConverter<Profile>
    {
        public override Profile Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var profile = Profile.Empty;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var field = reader.GetString()!;
                _ = reader.Read();
                profile = profile.With(field, JsonSerializer.Deserialize<FactValue>(ref reader, options)!);
            }
            return profile;
        }

        public override void Write(Utf8JsonWriter writer, Profile value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (field, fact) in value.Facts)
            {
                writer.WritePropertyName(field);
                JsonSerializer.Serialize(writer, fact, options);
            }
            writer.WriteEndObject();
        }
    }

    /// <summary>A choice is a string, a flag true or false, an amount a number, a date <c>{"date":"2020-01"}</c>.</summary>
    private sealed class FactConverter : JsonConverter<FactValue>
    {
        public override FactValue Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => new FactValue.Choice(reader.GetString()!),
            JsonTokenType.True => new FactValue.Flag(true),
            JsonTokenType.False => new FactValue.Flag(false),
            JsonTokenType.Number => new FactValue.Amount(reader.GetDecimal()),
            JsonTokenType.StartObject => ReadDate(ref reader),
            var other => throw new JsonException($"A fact is a string, true, false, a number or a date; found {other}."),
        };

        private static FactValue.Date ReadDate(ref Utf8JsonReader reader)
        {
            _ = reader.Read();
            if (!reader.ValueTextEquals("date"u8)) throw new JsonException("A fact that is an object is {\"date\": \"...\"}.");
            _ = reader.Read();
            var date = PartialDate.Parse(reader.GetString()!);
            _ = reader.Read();
            return new(date);
        }

        public override void Write(Utf8JsonWriter writer, FactValue value, JsonSerializerOptions options)
        {
            switch (value)
            {
                case FactValue.Choice choice: writer.WriteStringValue(choice.Value); break;
                case FactValue.Flag flag: writer.WriteBooleanValue(flag.Value); break;
                case FactValue.Amount amount: writer.WriteNumberValue(amount.Value); break;
                case FactValue.Date date:
                    writer.WriteStartObject();
                    writer.WriteString("date"u8, date.Value.ToString());
                    writer.WriteEndObject();
                    break;
                default: throw new JsonException($"No JSON is defined for {value.GetType().Name}: add it here.");
            }
        }
    }

    private sealed class EffectConverter : JsonConverter<Effect>
    {
        private sealed record Wire(string Kind, string? Notice = null, string? Question = null, string? NearestTopic = null, string? Broadcast = null, string? Topic = null, int? Answer = null, bool? Useful = null);

        public override Effect Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<Wire>(ref reader, options) switch
            {
                { Kind: "queue-question", Notice: { } notice, Question: { } question } wire => new Effect.QueueQuestion(notice, question, wire.NearestTopic),
                { Kind: "acknowledge", Broadcast: { } broadcast } => new Effect.Acknowledge(broadcast),
                { Kind: "rate", Notice: { } notice, Topic: { } topic, Answer: { } answer, Useful: { } useful } wire => new Effect.Rate(notice, topic, answer, useful, wire.Question),
                { Kind: "plan" } => new Effect.Plan(),
                { Kind: "erase" } => new Effect.Erase(),
                var wire => throw new JsonException($"'{wire?.Kind}' is not an effect that this release knows."),
            };

        public override void Write(Utf8JsonWriter writer, Effect value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value switch
            {
                Effect.QueueQuestion q => new Wire("queue-question", q.Notice, q.Question, q.NearestTopic),
                Effect.Acknowledge a => new Wire("acknowledge", Broadcast: a.Broadcast),
                Effect.Rate r => new Wire("rate", r.Notice, r.Question, Topic: r.Topic, Answer: r.Answer, Useful: r.Useful),
                Effect.Plan => new Wire("plan"),
                Effect.Erase => new Wire("erase"),
                _ => throw new JsonException($"No JSON is defined for {value.GetType().Name}: add it here."),
            }, options);
    }
}
