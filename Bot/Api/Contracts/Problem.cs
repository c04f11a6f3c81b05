using System.Collections.Immutable;
using System.ComponentModel;

namespace Bot.Api.Contracts;

/// <summary>An application/problem+json body (RFC 9457). The words are for people, the rest for programs.</summary>
[Description("What is wrong with a request, and what to do about it.")]
public sealed record Problem(int Status, string Title, string Detail)
{
    [Description("The field of the first problem, e.g. asOf or profile.NAME; absent if none is concerned.")]
    public string? Field { get; init; }

    [Description("What was found there, shortened; absent if the field is missing.")]
    public string? Found { get; init; }

    [Description("What is allowed there: values, names or formats.")]
    public ImmutableArray<string>? Allowed { get; init; }

    [Description("All problems, if there are several.")]
    public ImmutableArray<FieldProblem>? Errors { get; init; }
}

/// <param name="Field">Path from the top: <c>asOf</c>, <c>profile.NAME</c>.</param>
/// <param name="Found">Null: nothing was found where something is needed.</param>
public sealed record FieldProblem(string Field, string? Found, ImmutableArray<string> Allowed, string Detail);
