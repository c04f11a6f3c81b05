using Bot.Api;
using Dialogs.Flows.Ask;
using Microsoft.Extensions.Options;

namespace Bot.Generation;

/// <summary>Brings the model into an answer of <c>/api/ask</c>, in the same way as into a turn.</summary>
internal sealed class GeneratedAnswers(MessageReader reader, Rewriter rewriter, Asker asker, IOptions<GenerationOptions> options, TimeProvider time) : IAnswerRefiner
{
    public async Task<AskAnswer> RefineAsync(AskQuestion question, AskAnswer answer, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        if (HintedQuestions.IsUnsure(answer) && await reader.ReadAsync(question.Text, question.Notice, question.Now, either.Token) is { } hints)
            answer = asker.Ask(question, hints);
        return await rewriter.RewriteAsync(question.Text, answer, either.Token) is { } text ? answer with { Text = text } : answer;
    }
}
