using System.Collections.Immutable;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Flows.Ask;

/// <summary>On the wire: answered, clarify, declined, chitchat.</summary>
public enum AskStatus { Answered, Clarify, Declined, Chitchat }

/// <summary>A question asked outside of any conversation.</summary>
/// <param name="Text">Masked, at most some thousand characters.</param>
/// <param name="Facts">What is known of the asker.</param>
/// <param name="Now">The moment as of which it is answered.</param>
public sealed record AskQuestion(string Text, Notice Notice, Profile Facts, DateTimeOffset Now);

/// <summary>What the assistant says to a question.</summary>
/// <param name="Topic">Id of the topic answered or declined; null: none was recognised.</param>
/// <param name="Text">The answer in the assistant's own words; never contains the quotes.</param>
/// <param name="Suggestions">What one may ask next, or the choices of a clarification: texts that can be sent as they are.</param>
public sealed record AskAnswer(
    AskStatus Status,
    string? Topic,
    string Text,
    ImmutableArray<Citation> Citations,
    ImmutableArray<string> Suggestions,
    DateTimeOffset AsOf,
    Notice Notice);
