namespace Bot.Operations;

/// <summary>How log lines look: for people, or one JSON object a line for a collector.</summary>
internal enum LogFormat { Plain, Json }

/// <summary>Section <c>Logs</c>. Levels are under <c>Logging:LogLevel</c> as everywhere in ASP.NET Core.</summary>
internal sealed class LogOptions
{
    public const string Section = "Logs";

    /// <summary>Default <see cref="LogFormat.Plain"/>.</summary>
    public LogFormat Format { get; set; } = LogFormat.Plain;
}
