using System.ComponentModel.DataAnnotations;

namespace Bot.Pages;

/// <summary>Section <c>Site</c>.</summary>
internal sealed class SiteOptions
{
    public const string Section = "Site";

    /// <summary>The address under which people reach this server, for links in messages. Empty, the default: the first address that it listens on.</summary>
    [RegularExpression(@"https?://[^\s/?#]+(/[^\s?#]*)?", ErrorMessage = "empty, or the address people use, such as https://bot.example.org")]
    public string Url { get; set; } = "";
}
