using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Crypt;
using Bot.Operations;
using Bot.State;

namespace Bot.Channels.Tencent;

/// <summary>How a channel answers the pushes that it believes.</summary>
/// <param name="Arrived">What says only that it has arrived.</param>
/// <param name="Answer">The text for the person; empty: none.</param>
/// <param name="Xml">What goes back with that text, not yet encrypted; null: nothing but that it has arrived.</param>
internal sealed record PushHandling(string Arrived, Func<PushedEvent, Task<string>> Answer, Func<PushedEvent, string, DateTimeOffset, string?> Xml);

/// <summary>The way in of both platforms: what is not theirs, or not fresh, or no message is refused before anything is done; the answer is encrypted as the push was.</summary>
internal sealed partial class PushDoor(TimeProvider time, ILogger<PushDoor> log)
{
    private const string Plain = "text/plain; charset=utf-8", Xml = "text/xml; charset=utf-8";

    // Whoever probes the address, or a wrong key in the console, is told of once in a while.
    private readonly RareEvents refusals = new(time, TimeSpan.FromMinutes(10));

    /// <param name="echoed">What the platform wants to see again; null: it did not prove who it is.</param>
    public Task VerifyAsync(HttpContext context, PushQuery query, Func<PushQuery, string?> echoed) =>
        PushReader.IsFresh(query, time.GetUtcNow()) && echoed(query) is { } echo ? PushResponse.WriteAsync(context, echo, Plain) : RefuseAsync(context, StatusCodes.Status401Unauthorized);

    public async Task TakeAsync(HttpContext context, PushSecrets secrets, PushHandling handling)
    {
        var query = PushQuery.Of(context.Request.Query);
        var signed = query.MessageSignature.Length > 0 || (secrets.TakesPlain && PushReader.IsSigned(query, secrets.Token));
        if (!PushReader.IsFresh(query, time.GetUtcNow()) || !signed)
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized);
            return;
        }
        var push = await PushReader.ReadAsync(context.Request, context.RequestAborted) is { } body ? PushReader.Open(body, query, secrets) : new Push.Unreadable();
        await (push switch
        {
            Push.Accepted accepted when PushedEvent.Read(accepted.Fields) is { } read => AnswerAsync(context, read, secrets.Token, accepted.Crypt, handling),
            Push.Unsigned => RefuseAsync(context, StatusCodes.Status401Unauthorized),
            _ => RefuseAsync(context, StatusCodes.Status400BadRequest),
        });
    }

    /// <summary>An address that is not configured does not exist, and says no more.</summary>
    public static Task RefuseUnknownAsync(HttpContext context) => ErrorResponses.WriteAsync(context, StatusCodes.Status404NotFound);

    /// <summary>Where the links of an answer go.</summary>
    public static string Site(HttpContext context, string publicUrl) => publicUrl.Length > 0 ? publicUrl : $"{context.Request.Scheme}://{context.Request.Host}";

    private async Task AnswerAsync(HttpContext context, PushedEvent push, string token, MessageCrypt? crypt, PushHandling handling)
    {
        string text;
        try
        {
            text = await handling.Answer(push);
        }
        catch (StateUnavailableException) when (push.IsEvent)
        {
            // The platform asks again; what it tells is not lost.
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable);
            return;
        }
        var now = time.GetUtcNow();
        if (handling.Xml(push, text, now) is not { } xml) await PushResponse.WriteAsync(context, handling.Arrived, Plain);
        else await PushResponse.WriteAsync(context, crypt is null ? xml : ReplyXml.Seal(xml, token, crypt, now), Xml);
    }

    private Task RefuseAsync(HttpContext context, int status)
    {
        var address = context.Request.Path.StartsWithSegments("/wecom") ? "/wecom" : "/wechat";
        if (refusals.Tell($"{address} {status}") is { } silent) LogRefused(address, status, silent);
        return ErrorResponses.WriteAsync(context, status);
    }

    [LoggerMessage(EventId = 31, Level = LogLevel.Warning, Message = "A call of {Address} was refused with {Status} ({Silent} more since this was last said); if it came from the platform, compare Token, EncodingAESKey and AppID or CorpId with its console.")]
    private partial void LogRefused(string address, int status, int silent);
}
