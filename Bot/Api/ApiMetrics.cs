using System.Diagnostics.Metrics;
using Dialogs.Flows.Ask;
using Knowledge.Rules;

namespace Bot.Api;

/// <summary>What is counted of <c>/api/*</c>. Nothing of what anybody wrote: topics and statuses are words of the packs and of this program.</summary>
internal sealed class ApiMetrics
{
    public const string MeterName = "Bot.Api";

    private readonly Counter<long> answers;
    private readonly Counter<long> checks;
    private readonly Counter<long> refused;

    public ApiMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        answers = meter.CreateCounter<long>("bot.api.answers", description: "Answers of /api/ask by status and topic.");
        checks = meter.CreateCounter<long>("bot.api.self_checks", description: "Outcomes of /api/self-check by verdict.");
        refused = meter.CreateCounter<long>("bot.api.refused", description: "Requests that could not be understood, by HTTP status.");
    }

    public void Answered(AskAnswer answer) =>
        answers.Add(1, new("status", answer.Status.ToString().ToLowerInvariant()), new("topic", answer.Topic ?? ""));

    public void Checked(SelfCheckResult result) =>
        checks.Add(1, new KeyValuePair<string, object?>("verdict", result.Verdict.ToString().ToLowerInvariant()));

    public void Refused(int status) =>
        refused.Add(1, new KeyValuePair<string, object?>("status", status));
}
