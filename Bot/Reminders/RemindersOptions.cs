using System.ComponentModel.DataAnnotations;

namespace Bot.Reminders;

/// <summary>Section <c>Reminders</c>. When people are reminded stands in the notice's pack.</summary>
internal sealed class RemindersOptions
{
    public const string Section = "Reminders";

    /// <summary>So many people are looked at at once by one process. Default 8, 1 to 64.</summary>
    [Range(1, 64, ErrorMessage = "a whole number from 1 to 64")]
    public int Parallel { get; set; } = 8;
}
