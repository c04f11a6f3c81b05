namespace Bot.HrConsole.Charts;

/// <param name="Class">For its colour: good, warning, attention, review, quiet, or empty.</param>
public sealed record BarRow(string Name, int Value, string Class = "");
