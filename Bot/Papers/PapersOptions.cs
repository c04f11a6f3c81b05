using System.ComponentModel.DataAnnotations;

namespace Bot.Papers;

internal sealed class PapersOptions
{
    public const string Section = "Papers";

    /// <summary>How long a download link works, in real time. Default 24, from 1 to 720.</summary>
    [Range(1, 720, ErrorMessage = "a whole number of hours from 1 to 720")]
    public int HoursKept { get; set; } = 24;
}
