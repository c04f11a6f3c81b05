using Dialogs.Flows.Ask;

namespace Bot.Api;

/// <summary>Works on an answer to a question that is asked outside of any conversation, before it is sent.</summary>
internal interface IAnswerRefiner
{
    Task<AskAnswer> RefineAsync(AskQuestion question, AskAnswer answer, CancellationToken ct);
}
