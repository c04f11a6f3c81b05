using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Bot.Api.Contracts;

/// <summary>The body of <c>POST /api/ask</c>, as described by OpenAPI. The handler reads the fields one by one, so that it can name what is wrong.</summary>
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

/// <summary>The body of <c>POST /api/self-check</c>, as described by OpenAPI.</summary>
public sealed record SelfCheckRequest(
    [property: Description("What the person has told; a field that is absent is unknown.")]
    JsonElement Profile,
    [property: Description("Id of a notice. Absent: the newest round that is not closed yet, else the newest.")]
    string? Notice = null,
    [property: Description("Check as of another moment: an ISO instant with offset, or a date. Absent: now.")]
    string? AsOf = null);
