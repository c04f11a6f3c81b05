using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Bot.Api.Contracts;

/// <summary>The body of <c>POST /api/ask</c>. It stands for the description: the fields are read one by one, so that what is wrong can be named.</summary>
public sealed record AskRequest(
    [property: Description("The question in everyday language."), MaxLength(AskRequest.MaxQuestion), MinLength(1)]
    string Question,
    [property: Description("Id of a notice. Absent: the newest round that is not closed yet, else the newest.")]
    string? Notice = null,
    [property: Description("What is known of the person.")]
    JsonElement? Profile = null,
    [property: Description("Answer as of another moment: an ISO instant with offset, or a date. Absent: now.")]
    string? AsOf = null)
{
    /// <summary>The longest question read, in UTF-16 units: a page of text.</summary>
    public const int MaxQuestion = 2000;
}

/// <summary>The body of <c>POST /api/self-check</c>.</summary>
public sealed record SelfCheckRequest(
    [property: Description("What the person has told; a field that is absent is unknown.")]
    JsonElement Profile,
    [property: Description("Id of a notice. Absent: the newest round that is not closed yet, else the newest.")]
    string? Notice = null,
    [property: Description("Check as of another moment: an ISO instant with offset, or a date. Absent: now.")]
    string? AsOf = null);
