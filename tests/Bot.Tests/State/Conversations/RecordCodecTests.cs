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
        Assert.Equal("{\"text\":\"您好\"}", lines[0]);
        Assert.Contains("爱人", lines[1]);
        Assert.Matches("\"sum\":\"[0-9a-f]{16}\",\"v\":\"[0-9a-f]{16}\"}$", lines[1]);
    }

    [Fact]
    public void Record_ThatGoesOn_IsWrittenFromItsLastLineOn()
    {
        var stored = Bytes(Codec, Said(Said(ConversationRecord.New(Morning), "一"), "二"));
        var (value, offset) = Continue(stored, r => Said(r, "三") with { State = Full });

        Assert.Equal("{\"text\":\"一\"}\n{\"text\":\"二\"}\n", Encoding.UTF8.GetString(value[..offset]));
        var read = Codec.Read(Key, value).Record!;
        Assert.Equal(["一", "二", "三"], read.Transcript.After(0).Select(e => JsonNode.Parse(e.Json.Span)!["text"]!.ToString()));
        Assert.Equal(Json(Full), Json(read.State));
    }

    /// <summary>What was behind must not stay there.</summary>
    [Fact]
    public void Record_ThatGetsShorter_KeepsItsSize()
    {
        var (stored, _) = Continue(Bytes(Codec, Said(ConversationRecord.New(Morning), "一")), r => Said(r, "二") with { State = Full with { Confirming = new string('x', 5_000) } });
        var (value, offset) = Continue(stored, r => r with { State = new() });
        Assert.True(offset > 0);
        Assert.Equal(stored.Length, value.Length);
        Assert.Equal(Json(new ConversationState()), Json(Codec.Read(Key, value).Record!.State));
    }

    [Fact]
    public void Record_WhoseTranscriptLostItsBeginning_IsWrittenWhole()
    {
        var stored = Bytes(Codec, Said(Said(ConversationRecord.New(Morning), "一"), "二"));
        var (value, offset) = Continue(stored, r => r with { Transcript = r.Transcript.From(r.Transcript.Next - 1) });
        Assert.Equal(0, offset);
        Assert.Equal(["{\"text\":\"二\"}"], Codec.Read(Key, value).Record!.Transcript.After(0).Texts());
    }

    /// <summary>So that a store can write in place.</summary>
    [Fact]
    public void Record_OfATalk_SeldomChangesItsSize()
    {
        var value = Bytes(Codec, Said(ConversationRecord.New(Morning), new string('a', 20_000)));
        var sizes = new List<int>();
        for (var i = 0; i < 40; i++) sizes.Add((value = Continue(value, r => Said(r, new string('b', 500))).Value).Length);
        Assert.InRange(sizes.Distinct().Count(), 2, 10);
        Assert.All(sizes, size => Assert.Equal(0, size % 256));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void State_OfTheEndOfAValue_IsReadWhereTheLastLineIsThere(int missing)
    {
        var value = Bytes(Codec, Said(ConversationRecord.New(Morning), "一") with { State = Full });
        var line = Array.LastIndexOf(value, (byte)'\n');
        Assert.Equal(Json(Full), Json(Codec.ReadState(Key, value.AsMemory(line), isWhole: false)!));
        Assert.Null(Codec.ReadState(Key, value.AsMemory(line + 1 + missing), isWhole: false));
        Assert.Equal(Json(Full), Json(Codec.ReadState(Key, value, isWhole: true)!));
    }

    private const string OldHeader = """{"v":"0123456789abcdef","schema":1,"state":{"notice":"some-notice"},"seen":[],"outbox":[],"next":5}""";

    /// <summary>The first release wrote its header first.</summary>
    [Theory]
    [InlineData(OldHeader + "\n{\"text\":\"一\"}\n{\"text\":\"二\"}")]
    [InlineData(OldHeader)]
    public void Record_OfTheFirstRelease_IsReadAndThenWrittenWhole(string old)
    {
        var stored = Encoding.UTF8.GetBytes(old);
        var (record, version) = Codec.Read(Key, stored);
        Assert.Equal("some-notice", record!.State.Notice);
        Assert.Equal(old.Split('\n').Length - 1, record.Transcript.Activities.Length);
        Assert.Equal(("0123456789abcdef", (6, 21)), (version.Text, version.Place));
        Assert.Equal("some-notice", Codec.ReadState(Key, stored, isWhole: true)!.Notice);
        Assert.Null(Codec.ReadState(Key, stored.AsMemory(stored.Length - 20), isWhole: false));

        var (value, offset) = Continue(stored, r => Said(r, "三"));
        Assert.Equal(0, offset);
        Assert.Equal(record.Transcript.Activities.Length + 1, Codec.Read(Key, value).Record!.Transcript.Activities.Length);
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
    [InlineData("zeros in front")]
    [InlineData("one byte")]
    [InlineData("another end")]
    [InlineData("empty")]
    [InlineData("old, cut")]
    public void Record_NotAsItWasWritten_IsRefusedWithAReason(string damage)
    {
        var value = Bytes(Codec, Record(1));
        value = damage switch
        {
            "cut" => value[..^3],
            "zeros" => [.. value[..60], .. new byte[value.Length - 60]],
            "zeros in front" => [.. new byte[60], .. value[60..]],
            "one byte" => [.. value[..20], (byte)'?', .. value[21..]],
            "another end" => [.. value[..^60], .. Bytes(Codec, Record(2))[^60..]],
            "empty" => [],
            _ => Encoding.UTF8.GetBytes("""{"v":"0123456789abcdef","schema":1,"state":{},"seen":[],"out"""),
        };
        var refused = Assert.Throws<DamagedRecordException>(() => Codec.Read(Key, value));
        Assert.Contains(Key.ToString(), refused.Message);
        Assert.Contains("damaged", refused.Problem);
        Assert.DoesNotContain(Key.Id, refused.Problem);
    }

    /// <summary>What got shorter in place grew again at a new place: a third of all turns, and 16 KB of the store's pages for each.</summary>
    [Theory]
    [InlineData(9, true)]
    [InlineData(7, true)]
    [InlineData(6, false)]
    public void Record_OfWhichALittleIsGone_KeepsItsSizeWhereItIsWrittenInPlace(int left, bool keepsSize)
    {
        var whole = Enumerable.Range(0, 10).Aggregate(ConversationRecord.New(Morning), (record, i) => Said(record, new string((char)('a' + i), 2_000)));
        using var stored = new PooledBuffer(64);
        var (version, _) = Codec.Write(whole, RecordVersion.None, stored);
        var less = whole with { Transcript = whole.Transcript.From(whole.Transcript.Next - left) };

        using var buffer = new PooledBuffer(64);
        var (next, offset) = Codec.Write(less, version with { Lines = 0 }, buffer, keepsSize: true);

        Assert.Equal((0, keepsSize), (offset, next.Size == version.Size));
        Assert.True(next.Size <= version.Size);
        Assert.Equal(next, Codec.Read(Key, buffer.Written.ToArray()).Version);
        Assert.Equal(less.Transcript.After(0).Texts(), Codec.Read(Key, buffer.Written.ToArray()).Record!.Transcript.After(0).Texts());
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
        Assert.Equal(0, codec.Write(record, RecordVersion.None, buffer).Offset);
        return buffer.Written.ToArray();
    }

    // As the store does it.
    private static (byte[] Value, int Offset) Continue(byte[] stored, Func<ConversationRecord, ConversationRecord> change)
    {
        using var buffer = new PooledBuffer(64);
        var (record, version) = Codec.Read(Key, stored);
        var (next, offset) = Codec.Write(change(record!), version, buffer);
        byte[] value = [.. stored[..offset], .. buffer.Written.Span];
        Assert.Equal(value.Length, next.Size);
        Assert.Equal(next, Codec.Read(Key, value).Version);
        return (value, offset);
    }

    private static ConversationRecord Said(ConversationRecord record, string text) => record.After(text, record.State, [Activity(text)], []);

    private static string Json(ConversationState state) => System.Text.Json.JsonSerializer.Serialize(state, StateJson.Options);
}
