using Bot.Api;
using Bot.Api.Contracts;
using Bot.Pages;
using Bot.State;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Bot.Operations;

/// <summary>What is said when nobody else has said anything: one plain sentence and what to do next; to programs as problem+json.</summary>
internal static partial class ErrorResponses
{
    public static void UseErrorResponses(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AfterExceptionAsync, AllowStatusCode404Response = true });
        app.UseStatusCodePages(page => WriteAsync(page.HttpContext, page.HttpContext.Response.StatusCode));
    }

    public static Problem For(int status) => status switch
    {
        400 => new(status, "请求无法读懂", "请求的格式不对，请对照 /openapi/v1.json 检查后再发。"),
        401 => new(status, "需要凭证", "没有有效的凭证，或凭证已过期，请重新获取后再试。"),
        403 => new(status, "无权访问", "这个凭证不能用于这里。"),
        404 => new(status, "没有这个地址", "这个地址不存在，请检查后再试，或从首页 / 进入。"),
        405 => new(status, "请求方法不对", "这个地址不接受此请求方法，可用的方法见响应头 Allow。"),
        406 => new(status, "无法按要求的格式答复", "这里只答复 JSON，请调整 Accept 请求头。"),
        408 => new(status, "请求超时", "没有等到完整的请求，请重试。"),
        413 => new(status, "内容太长", "发来的内容超过了长度上限，请缩短后再发。"),
        415 => new(status, "内容类型不对", "请用 Content-Type: application/json（UTF-8）发送。"),
        429 => new(status, "请求太频繁", "请求太频繁，请稍等片刻再试（等待秒数见响应头 Retry-After）。"),
        503 => new(status, "暂时无法服务", "服务暂时不可用，请稍后再试。"),
        < 500 => new(status, "请求无法处理", "请求无法处理，请检查后再试。"),
        _ => new(status, "出错了", "我们这边出了问题，已经记录下来，请稍后再试。"),
    };

    public static Task WriteAsync(HttpContext context, int status)
    {
        var problem = For(status);
        return IsForProgram(context.Request)
            ? Wire.WriteAsync(context, problem)
            : PageWriter.WriteAsync(context, context.RequestServices.GetRequiredService<MissingPage>().Explain(problem.Title, problem.Detail), status);
    }

    private static Task AfterExceptionAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()!;
        var error = failure.Error;
        if (error is not (BadHttpRequestException or StateUnavailableException))
        {
            var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorResponses));
            LogFailed(log, context.Request.Method, (failure.Endpoint as RouteEndpoint)?.RoutePattern.RawText, error.GetType().Name, error.StackTrace);
        }

        return WriteAsync(context, error switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            StateUnavailableException => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        });
    }

    // Neither the path, which may name a conversation, nor the exception's own text, which may quote a person.
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Method} {Route} failed with {Exception}:\n{Stack}")]
    private static partial void LogFailed(ILogger log, string method, string? route, string exception, string? stack);

    // A browser asks for pages as text/html; everybody else is a program.
    private static bool IsForProgram(HttpRequest request) =>
        !request.Headers[HeaderNames.Accept].ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
