using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using Dialogs.Flows.Ask;

namespace Bot.Api.Contracts;

/// <summary>What <c>POST /api/ask</c> answers, and what travels in <c>channelData.ask</c>.</summary>
[Description("What the assistant says to a question.")]
public sealed record AskResponse(
    [property: Description("answered: the notice says it. clarify: one of the suggestions is meant. declined: the notice does not say it. chitchat: not a question about the notice.")]
    AskStatus Status,
    [property: Description("Id of the topic answered or declined; null if none was recognised."), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    string? Topic,
    [property: Description("The answer in the assistant's own words; never contains the quotes.")]
    string Text,
    ImmutableArray<WireCitation> Citations,
    [property: Description("What one may ask next, or the choices of a clarification: texts that can be sent as they are.")]
    ImmutableArray<string> Suggestions,
    [property: Description("The moment as of which it was answered.")]
    DateTimeOffset AsOf,
    [property: Description("Id of the notice that was asked.")]
    string Notice);

[Description("Where a statement comes from.")]
public sealed record WireCitation(
    [property: Description("The label by which people name the clause.")]
    string Clause,
    [property: Description("A literal span of the clause.")]
    string Quote,
    [property: Description("The clause on the notice's page.")]
    string Url);
