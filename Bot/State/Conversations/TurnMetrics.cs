using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dialogs.Flows.Ask;
using Dialogs.Replies;

namespace Bot.State.Conversations;

/// <summary>What is counted of turns: how many, how long, which topics, how many declined. Nothing that a person wrote.</summary>
internal sealed class TurnMetrics
{
    public const string MeterName = "Bot.Turns";

    private readonly Counter<long> turns;
    private readonly Counter<long> answers;
    private readonly Counter<long> races;
    private readonly Histogram<double> seconds;

    public TurnMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        turns = meter.CreateCounter<long>("bot.turns", description: "Turns by channel and outcome: answered, repeated, failed, unavailable.");
        answers = meter.CreateCounter<long>("bot.answers", description: "Answers to questions by status and topic.");
        races = meter.CreateCounter<long>("bot.turn.races", description: "Turns run again because another replica was faster.");
        seconds = meter.CreateHistogram<double>("bot.turn.duration", "s", "From the message to the committed reply.");
    }

    public void Finished(string channel, string outcome, TimeSpan duration)
    {
        turns.Add(1, new("channel", channel), new("outcome", outcome));
        seconds.Record(duration.TotalSeconds, new TagList { { "channel", channel } });
    }

    public void LostRace() => races.Add(1);

    public void Replied(IEnumerable<Reply> replies)
    {
        foreach (var ask in replies.Select(r => r.Ask).OfType<AskAnswer>())
            answers.Add(1, new("status", ask.Status.ToString().ToLowerInvariant()), new("topic", ask.Topic ?? ""));
    }
}
