using Bot.Generation;
using Bot.State.Time;
using Dialogs.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TestKit.Evaluation;
using TestKit.Models;

namespace Bot.Tests.Generation;

/// <summary>Whole conversations with a faithful model and with a malicious one behind them: each goes as without any.</summary>
public sealed class TalkTests(GenerationHost host) : IClassFixture<GenerationHost>
{
    [Theory]
    [InlineData("given/talks.jsonl", false)]
    [InlineData("given/talks.jsonl", true)]
    [InlineData("own/talks.jsonl", false)]
    [InlineData("own/talks.jsonl", true)]
    public async Task Talks_WithAModel_GoAsWithNone(string file, bool malicious)
    {
        host.Model.Answer = malicious ? ModelMinds.Malicious : ModelMinds.Faithful;
        var before = host.Model.Calls.Count;
        var items = Items.Read<TalkItem>(file);

        var with = await Talks.HoldAsync(items, host.With.Services.GetRequiredService<Assistant>(), Refiner);

        var changed = with.Zip(Talks.Hold(items)).Where(p => !p.First.Faults.SequenceEqual(p.Second.Faults)).Select(p => $"{p.First}\n  without: {p.Second.Answered}").ToList();
        Assert.True(changed.Count == 0, $"{changed.Count}\n{string.Join('\n', changed)}");
        Assert.True(host.Model.Calls.Count - before > items.Length / 2, $"asked {host.Model.Calls.Count - before} times");
    }

    /// <summary>As the bot makes it, with a clock that stands where the talk is.</summary>
    private GeneratedTurns Refiner(TalkItem item)
    {
        var services = host.With.Services;
        var clock = new NoticeClock(Options.Create(new ClockOptions { Now = item.Now }), new FakeTimeProvider(item.Now));
        return ActivatorUtilities.CreateInstance<GeneratedTurns>(services, clock, TimeProvider.System);
    }
}
