using System.ComponentModel.DataAnnotations;

namespace Bot.Mcp;

internal sealed class McpOptions
{
    public const string Section = "Mcp";

    /// <summary>What other assistants send as <c>Authorization: Bearer …</c>. Default empty: <c>/mcp</c> does not exist.</summary>
    [RegularExpression(@"[\x21-\x7e]{16,200}", ErrorMessage = "empty, or 16 to 200 printable ASCII characters without spaces")]
    public string Key { get; set; } = "";
}
