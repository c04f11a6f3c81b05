using System.Text;
using Bot.State.Conversations;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State.Conversations;

public sealed class StoredActivityTests
{
    private static ReadOnlyMemory<byte> Json(int length) => Activity(string.Concat(Enumerable.Repeat("材料在哪里上传", length / 21))).Json;

    [Fact]
    public void Pack_OfALongOne_IsAThirdShorterAtLeastAndUnpacksToTheSame()
    {
        var json = Json(30_000);
        var stored = StoredActivity.Pack(json);
        Assert.InRange(stored.Length, 10, json.Length * 2 / 3);
        Assert.True(StoredActivity.Unpack(stored).Span.SequenceEqual(json.Span));
    }

    [Fact]
    public void Pack_OfAShortOneOrOneThatDoesNotShrink_IsAsItWas()
    {
        foreach (var json in new[] { Activity("好").Json, LongActivity(StoredActivity.LeastPacked - 12).Json, LongActivity(50_000).Json })
        {
            Assert.True(StoredActivity.Pack(json).Span.SequenceEqual(json.Span));
            Assert.True(StoredActivity.Unpack(json).Span.SequenceEqual(json.Span));
        }
    }

    /// <summary>The deflated form is longer than the text for a while: there must be room for it.</summary>
    [Theory]
    [InlineData(400)]
    [InlineData(5_000)]
    [InlineData(87_000)]
    public void Pack_OfCharactersDrawnAtRandom_LosesNothing(int length)
    {
        var random = new Random(length);
        var json = Activity(string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next(0x4e00, 0x9fa5)))).Json;
        Assert.True(StoredActivity.Unpack(StoredActivity.Pack(json)).Span.SequenceEqual(json.Span));
    }

    [Theory]
    [InlineData(StoredActivity.LeastPacked - 1, false)]
    [InlineData(StoredActivity.LeastPacked, true)]
    public void Pack_FromAKilobyteOn_Packs(int length, bool packs)
    {
        ReadOnlyMemory<byte> json = Encoding.UTF8.GetBytes($"{{\"text\":\"{new string('a', length - 11)}\"}}");
        Assert.Equal((length, packs), (json.Length, StoredActivity.Pack(json).Length < length));
    }

    /// <summary>Packed bytes may hold line breaks: only the length says where one ends.</summary>
    [Fact]
    public void LengthOfFirst_OfPackedAndPlainOnes_FindsEach()
    {
        var all = Enumerable.Range(1, 40).Select(i => StoredActivity.Pack(i % 3 == 0 ? Activity($"{i}").Json : Activity(string.Concat(Enumerable.Range(0, 60 * i).Select(n => $"{n * i} "))).Json)).ToArray();
        ReadOnlyMemory<byte> lines = all.SelectMany(a => a.ToArray().Append((byte)'\n')).ToArray();
        Assert.Contains(all, a => a.Span[0] != '{' && a.Span.Contains((byte)'\n'));
        foreach (var activity in all)
        {
            Assert.Equal(activity.Length, StoredActivity.LengthOfFirst(lines.Span));
            lines = lines[(activity.Length + 1)..];
        }
        Assert.True(lines.IsEmpty);
    }

    [Theory]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 1, 9, 0, 0, 0, 9, 0, 0, 0, 1 })]
    [InlineData(new byte[] { 1, 255, 255, 255, 255, 9, 0, 0, 0, 1, 2, 3 })]
    public void LengthOfFirst_OfSomethingElse_IsNegative(byte[] lines) => Assert.Equal(-1, StoredActivity.LengthOfFirst(lines));
}
