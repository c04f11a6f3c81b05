using System.Diagnostics.Metrics;

namespace Bot.Operations;

/// <summary>What is counted. Nothing of what anybody wrote: topics and statuses are words of the packs and of this program.</summary>
public sealed class BotMetrics
{
    public const string MeterName = "Bot";

    private readonly Histogram<double> turns;
    private readonly Counter<long> asked;
    private readonly Counter<long> checks;

    public BotMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        turns = meter.CreateHistogram(
            "bot.turn.duration", "s", "Time from a message's arrival to its committed reply.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
        asked = meter.CreateCounter<long>("bot.asked", "{question}", "Questions by what they came to and by topic.");
        checks = meter.CreateCounter<long>("bot.self_checks", "{check}", "Self-checks by verdict.");
    }

    /// <param name="channel">api, webchat, …</param>
    /// <param name="outcome">done, repeated, unavailable, failed.</param>
    public void Turn(string channel, string outcome, TimeSpan elapsed) =>
        turns.Record(elapsed.TotalSeconds, new("channel", channel), new("outcome", outcome));

    /// <param name="topic">Id of a pack's topic; null: none was recognised.</param>
    public void Asked(string channel, string status, string? topic) =>
        asked.Add(1, new("channel", channel), new("status", status), new("topic", topic ?? "none"));

    public void Checked(string channel, string verdict) =>
        checks.Add(1, new("channel", channel), new KeyValuePair<string, object?>("verdict", verdict));
}
