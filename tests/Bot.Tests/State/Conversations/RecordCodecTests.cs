using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Bot.State;
using Bot.State.Conversations;
using Dialogs.Replies;
using Dialogs.Turns;
using Knowledge.Rules;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State.Conversations;

public sealed class RecordCodecTests
{
    private static readonly ConversationKey Key = new("test", "abc");
    private static readonly RecordCodec Codec = new(SchemaUpgrades.Default);

    private static readonly ConversationState Full = new()
    {
        Notice = "some-notice",
        Role = "clerk",
        Facts = Profile.Empty.With("a", new FactValue.Choice("x")).With("b", new FactValue.Flag(false)).With("c", new FactValue.Amount(12.50m))
            .With("d", new FactValue.Date(new(2029, 7))).With("e", new FactValue.Date(new(2029))),
        Check = new() { Active = true, Of = "爱人", OtherFacts = Profile.Empty.With("b", new FactValue.Flag(true)), Unsure = ["c"], History = ["a"], Asking = "d", Done = ["m"], Shown = Verdict.NotYet },
        Context = new("topic", Profile.Empty.With("a", new FactValue.Choice("y"))),
        Offered = [new Choice("是", "yes")],
        Confirming = "erase",
    };

    [Fact]
    public void Record_WrittenAndRead_IsTheSame()
    {
        var record = ConversationRecord.New(Morning).After("m1", Full, [Activity("您好\\n"), Activity("}")],
            [new("1-0", new Effect.QueueQuestion("some-notice", "问", null)), new("1-1", new Effect.Erase())]);

        var read = Codec.Read(Key, Bytes(Codec, record)).Record!;

        Assert.Equal(Json(record.State), Json(read.State));
        Assert.Equal(record.State.Facts, read.State.Facts);
        Assert.Equal(record.Seen.Select(s => (Encoding.UTF8.GetString(s.Id.Span), s.First, s.Count)), read.Seen.Select(s => (Encoding.UTF8.GetString(s.Id.Span), s.First, s.Count)));
        Assert.Equal(record.FindSeen("m1")?.First, read.FindSeen("m1")?.First);
        Assert.Equal(record.Outbox.AsEnumerable(), read.Outbox);
        Assert.Equal(record.Transcript.After(0).Texts(), read.Transcript.After(0).Texts());
        Assert.Equal(record.Transcript.Next, read.Transcript.Next);
    }

    [Fact]
    public void Record_IsJsonOnEachLine_WithChineseAsWritten()
    {
        var lines = Encoding.UTF8.GetString(Bytes(Codec, ConversationRecord.New(Morning).After("m1", Full, [Activity("您好")], []))).Split('\n');

        Assert.All(lines, line => Assert.NotNull(JsonNode.Parse(line)));
        Assert.StartsWith("{\"v\":\"", lines[0]);
        Assert.Contains("爱人", lines[0]);
        Assert.Equal("{\"text\":\"您好\"}", lines[1]);
    }

    [Fact]
    public void Property_MissingInTheStoredValue_HasTheRecordsOwnDefault()
    {
        var read = Codec.Read(Key, Encoding.UTF8.GetBytes("""{"v":"0123456789abcdef","schema":1,"state":{},"seen":[],"outbox":[],"next":5}""")).Record!;
        Assert.Equal(Json(new ConversationState()), Json(read.State));
        Assert.False(read.State.Offered.IsDefault);
    }

    [Fact]
    public void Record_OfAnOlderSchema_IsUpgradedStepByStep()
    {
        var upgrades = new SchemaUpgrades(3, new Dictionary<int, Func<JsonObject, JsonObject>>
        {
            [1] = header => { header["state"]!["notice"] = header["state"]!["was"]!.DeepClone(); return header; },
            [2] = header => { header["state"]!["role"] = $"{header["state"]!["notice"]}'s clerk"; return header; },
        });

        var value = Encoding.UTF8.GetBytes("""{"v":"0123456789abcdef","schema":1,"state":{"was":"old"},"seen":[],"outbox":[],"next":5}""" + "\n{\"text\":\"kept\"}");
        var read = new RecordCodec(upgrades).Read(Key, value).Record!;

        Assert.Equal(("old", "old's clerk"), (read.State.Notice, read.State.Role));
        Assert.Equal(["{\"text\":\"kept\"}"], read.Transcript.After(0).Texts());
    }

    [Fact]
    public void Record_OfANewerSchema_IsRefusedWithAReason()
    {
        var value = Bytes(new(new(ConversationState.CurrentSchema + 1, new Dictionary<int, Func<JsonObject, JsonObject>>())), Record(1));
        var refused = Assert.Throws<NewerSchemaException>(() => Codec.Read(Key, value));
        Assert.Contains(Key.ToString(), refused.Message);
    }

    /// <summary>What a kill once left: the beginning of a record and then zeros.</summary>
    [Theory]
    [InlineData("cut")]
    [InlineData("zeros")]
    [InlineData("one byte")]
    [InlineData("empty")]
    [InlineData("old, cut")]
    public void Record_NotAsItWasWritten_IsRefusedWithAReason(string damage)
    {
        var value = Bytes(Codec, Record(1));
        value = damage switch
        {
            "cut" => value[..^3],
            "zeros" => [.. value[..60], .. new byte[value.Length - 60]],
            "one byte" => [.. value[..^2], (byte)'?', value[^1]],
            "empty" => [],
            _ => Encoding.UTF8.GetBytes("""{"v":"0123456789abcdef","schema":1,"state":{},"seen":[],"out"""),
        };
        var refused = Assert.Throws<DamagedRecordException>(() => Codec.Read(Key, value));
        Assert.Contains(Key.ToString(), refused.Message);
        Assert.Contains("damaged", refused.Problem);
        Assert.DoesNotContain(Key.Id, refused.Problem);
    }

    [Fact]
    public void Activity_OnSeveralLines_IsRefused() => Assert.Throws<ArgumentException>(() => new RawActivity("{\n}"u8.ToArray()));

    /// <summary>No case of a closed set may lack its JSON.</summary>
    [Fact]
    public void Cases_OfFactsAndEffects_AllHaveAJsonForm()
    {
        FactValue[] facts = [new FactValue.Choice("a"), new FactValue.Flag(true), new FactValue.Date(new(2030)), new FactValue.Amount(1)];
        Effect[] effects = [new Effect.Acknowledge("b"), new Effect.Erase(), new Effect.Plan(), new Effect.QueueQuestion("n", "q", "t"), new Effect.Rate("n", "t", 3, true, "q")];
        Assert.Equal(typeof(FactValue).GetNestedTypes().Order(Names), facts.Select(f => f.GetType()).Order(Names));
        Assert.Equal(typeof(Effect).GetNestedTypes().Order(Names), effects.Select(e => e.GetType()).Order(Names));
        Assert.All(facts, f => Assert.Equal(f, Back(f)));
        Assert.All(effects, e => Assert.Equal(e, Back(e)));
    }

    private static readonly Comparer<Type> Names = Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));

    private static T Back<T>(T value) => System.Text.Json.JsonSerializer.Deserialize<T>(System.Text.Json.JsonSerializer.Serialize(value, StateJson.Options), StateJson.Options)!;

    private static byte[] Bytes(RecordCodec codec, ConversationRecord record)
    {
        using var buffer = new PooledBuffer(64);
        codec.Write(record, buffer);
        return buffer.Written.ToArray();
    }

    private static string Json(ConversationState state) => System.Text.Json.JsonSerializer.Serialize(state, StateJson.Options);
}
