using System.Collections.Frozen;

namespace Bot.HrConsole.Parts;

/// <summary>Line drawings of 20 units, ours: there is nothing to fetch.</summary>
public static class Icons
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>
    {
        ["overview"] = "M3 17V9m5 8V4m5 13v-6m4 6V7",
        ["broadcasts"] = "M3 8.5v3l2 .5 8 4V4l-8 4-2 .5zM6 12.5l1 4h2l-1-3.2M16 7.5a4 4 0 0 1 0 5",
        ["calendar"] = "M4 5h12v12H4zM4 9h12M7 3v3m6-3v3M8 13l1.6 1.6L13 11.4",
        ["questions"] = "M3 5h14v9H9l-4 3v-3H3zM8.3 8.2a1.8 1.8 0 1 1 2.4 1.7c-.5.2-.7.5-.7 1M10 12.4v.1",
        ["people"] = "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 17c0-3 2.2-5 5-5s5 2 5 5M13 4a2.7 2.7 0 0 1 0 5.2M14.5 12.2c1.9.6 3 2.3 3 4.8",
        ["survey"] = "M4 3h12v14H4zM7 7l1 1 1.8-2M7 12l1 1 1.8-2M11.5 7.3H14M11.5 12.3H14",
        ["notices"] = "M5 3h7l3 3v11H5zM12 3v3h3M7.5 9h5M7.5 12h5M7.5 14.7h3",
        ["banner"] = "M4 3v14M4 4h11l-2.5 3.5L15 11H4",
        ["switches"] = "M10 3v6M6.2 5.4a6 6 0 1 0 7.6 0",
        ["audit"] = "M4 4h12M4 8h12M4 12h7M4 16h5M13.5 14.5l1.5 1.5 2.8-3",
        ["accounts"] = "M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4.5 17c0-3 2.4-5 5.5-5s5.5 2 5.5 5",
        ["feedback"] = "M7 17V9l3-6c1.4 0 2 .9 1.7 2.2L11 8h4.2c1 0 1.7.9 1.4 1.9l-1.5 5.6c-.2.9-.9 1.5-1.8 1.5zM3.5 9H7v8H3.5z",
    }.ToFrozenDictionary();

    public static string Of(string name) =>
        $"""<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="{Paths[name]}"/></svg>""";
}
