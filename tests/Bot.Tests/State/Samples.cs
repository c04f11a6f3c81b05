using System.Collections.Immutable;
using System.Text;
using Bot.State.Conversations;
using Dialogs.Replies;
using Dialogs.Turns;
using Knowledge.Rules;

namespace Bot.Tests.State;

/// <summary>Small things that state tests are made of.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Morning = new(2030, 3, 4, 1, 0, 0, TimeSpan.Zero);

    /// <summary>A conversation that no other test uses.</summary>
    public static ConversationKey NewKey(string channel = "test") => new(channel, Guid.NewGuid().ToString("N"));

    public static Message Say(string text, string? id = null) => new() { Id = id ?? Guid.NewGuid().ToString("N"), Text = text };

    public static RawActivity Activity(string text) => new(Encoding.UTF8.GetBytes($$"""{"text":"{{text.ReplaceLineEndings(" ")}}"}"""));

    /// <summary>Of so many characters, and not worth packing.</summary>
    public static RawActivity LongActivity(int length) => Activity(Noise(length));

    public static string Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return Convert.ToBase64String(bytes)[..length];
    }

    public static string Text(this TranscriptEntry entry) => Encoding.UTF8.GetString(entry.Json.Span);

    public static string[] Texts(this IEnumerable<TranscriptEntry> entries) => [.. entries.Select(Text)];

    /// <summary>The echo and then the replies, as a channel would.</summary>
    public static Func<TurnContext, ImmutableArray<RawActivity>> Render(Message message) =>
        turn => [Activity($"{turn.FirstSequence}:{message.Text}"), .. turn.Turn.Replies.Select(r => Activity(r.Text))];

    /// <summary>An assistant that counts: each message adds its number to the amount kept.</summary>
    public static Turn Add(ConversationState state, Message message, DateTimeOffset now)
    {
        var sum = Count(state) + decimal.Parse(message.Text);
        return new(state with { Facts = state.Facts.With("sum", new FactValue.Amount(sum)) }, [new Reply { Text = $"={sum}" }], []);
    }

    public static decimal Count(ConversationState state) => state.Facts["sum"] is FactValue.Amount sum ? sum.Value : 0;

    /// <summary>As when it expires.</summary>
    public static async Task LoseAsync(this IConversationStore store, ConversationKey key, CancellationToken ct) =>
        Assert.True(await store.TryRemoveAsync(key, (await store.ReadAsync(key, ct)).Version, ct));

    public static ConversationRecord Record(int count, string reply = "好") =>
        ConversationRecord.New(Morning).After($"m{count}", Add(new(), Say($"{count}"), Morning).State, [Activity(reply)], []);
}
