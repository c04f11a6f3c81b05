using System.Collections.Immutable;
using System.Text.Json;
using TestKit.DirectLine;
using TestKit.Evaluation;
using TestKit.Processes;

namespace Evaluation.Tests;

/// <summary>Whole conversations.</summary>
public sealed class TalkTests
{
    [Theory]
    [InlineData("given/talks.jsonl")]
    [InlineData("own/talks.jsonl")]
    public void Talks_OfASet_KeepTheirFloor(string file)
    {
        var items = Talks.Hold(Items.Read<TalkItem>(file));
        var complaint = Floors.Complaint(file, items, Floors.Read()[file]);
        Assert.True(complaint is null, complaint);
    }

    /// <summary>The talks are held in this process, since a clock can be set there; that the wire changes nothing is seen on a few of them.</summary>
    [Fact]
    public async Task Talks_OverDirectLineOnASetClock_GoAsInProcess()
    {
        foreach (var item in Items.Read<TalkItem>("given/talks.jsonl").Take(4))
        {
            await using var bot = await BotProcess.StartAsync(new BotSettings().With("Clock__Now", item.Now.ToString("O")));
            var person = await DirectLineClient.StartAsync(bot.Client);
            await person.PollAsync();
            var heard = ImmutableArray.CreateBuilder<ImmutableArray<JsonElement>>();
            foreach (var turn in item.Turns) heard.Add(await person.SayAsync(turn.Say));
            Assert.Equal(Talks.Hold([item])[0].Faults, Talks.Judge(item, heard.ToImmutable()).Faults);
        }
    }
}
