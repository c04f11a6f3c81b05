using System.ClientModel;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;

namespace Bot.Generation.Model;

/// <summary>One question to the model: what it is to do, and the data it is to do it with. Nothing a person wrote is among the instructions.</summary>
/// <param name="Tools">What the model may look up; null: nothing.</param>
internal sealed record ModelTask(string Instructions, object Data, KernelPlugin? Tools = null);

/// <summary>The configured model by Semantic Kernel, made when it is first asked. Whatever goes wrong, the answer is null and the caller does without.</summary>
internal sealed partial class LanguageModel(IOptions<GenerationOptions> options, CircuitBreaker breaker, DailyBudget budget, ILogger<LanguageModel> log) : IDisposable
{
    private const int MostTokens = 800;

    private readonly HttpClient http = new(new BoundedBody()) { Timeout = Timeout.InfiniteTimeSpan };
    private Kernel? kernel;

    /// <param name="ct">Ends the wait: the time that an answer has.</param>
    public async Task<string?> AskAsync(ModelTask task, CancellationToken ct)
    {
        if (!breaker.MayCall() || !await budget.TrySpendAsync(ct)) return null;
        try
        {
            var answer = await CompleteAsync(task, ct);
            breaker.Succeeded();
            return answer;
        }
        catch (Exception e) when (IsOfTheService(e))
        {
            var reason = e.GetType().Name;
            LogFailed(reason);
            if (breaker.Failed()) LogPaused(CircuitBreaker.Pause.TotalSeconds);
            return null;
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<string?> CompleteAsync(ModelTask task, CancellationToken ct)
    {
        var asked = Kernel().Clone();
        if (task.Tools is not null) asked.Plugins.Add(task.Tools);
        var history = new ChatHistory(task.Instructions);
        history.AddUserMessage(JsonSerializer.Serialize(task.Data, ModelJson.Options));
        var settings = new OpenAIPromptExecutionSettings
        {
            Temperature = 0,
            MaxTokens = MostTokens,
            FunctionChoiceBehavior = task.Tools is null ? null : FunctionChoiceBehavior.Auto(options: new FunctionChoiceBehaviorOptions { AllowConcurrentInvocation = false }),
        };
        var answer = await asked.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync(history, settings, asked, ct).WaitAsync(ct);
        return answer.Content;
    }

    private Kernel Kernel() => LazyInitializer.EnsureInitialized(ref kernel, Make);

    private Kernel Make()
    {
        var settings = options.Value;
        return Microsoft.SemanticKernel.Kernel.CreateBuilder()
            .AddOpenAIChatCompletion(settings.Model, new Uri(settings.Endpoint), settings.ApiKey.Length == 0 ? "none" : settings.ApiKey, httpClient: http)
            .Build();
    }

    /// <summary>What a service does that is slow, away, broken or not what it says it is.</summary>
    private static bool IsOfTheService(Exception e) =>
        e is OperationCanceledException or HttpOperationException or HttpRequestException or ClientResultException or IOException or JsonException or KernelException
            or InvalidOperationException or ArgumentException or FormatException or KeyNotFoundException or NotSupportedException;

    [LoggerMessage(EventId = 60, Level = LogLevel.Information, Message = "The language model did not answer ({Reason}); the notice's own answer is sent.")]
    private partial void LogFailed(string reason);

    [LoggerMessage(EventId = 61, Level = LogLevel.Warning, Message = "The language model failed several times and is not asked for {Seconds} s.")]
    private partial void LogPaused(double seconds);
}
