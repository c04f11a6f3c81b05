namespace Bot.Operations;

/// <summary>Section <c>Metrics</c>.</summary>
internal sealed class MetricsOptions
{
    public const string Section = "Metrics";

    /// <summary>Whether <c>/metrics</c> answers callers from other machines. Default false: to them it does not exist.</summary>
    public bool AllowRemote { get; set; }
}
