using System.Text.Json.Nodes;

namespace Bot.Channels.Tencent.Api;

/// <summary>What an answer of the platform means for whoever called.</summary>
internal enum ApiKind
{
    Ok,

    /// <summary>Nothing happened and the same call may work in a moment: the platform is busy, or could not be reached.</summary>
    Busy,

    /// <summary>The access token is not valid (any more).</summary>
    Token,

    /// <summary>Something in the account's settings has to be put right by people.</summary>
    Configuration,

    /// <summary>The account may not use this API.</summary>
    NoRight,

    /// <summary>This person cannot be reached: left, blocked, or never there.</summary>
    PersonGone,

    /// <summary>This person has not consented, or the consent is used up.</summary>
    NoConsent,

    /// <summary>The time since the person's last word is over, or so is the count of messages in it.</summary>
    WindowClosed,

    /// <summary>The day's quota is used up.</summary>
    DailyQuota,

    /// <summary>Too many calls a minute.</summary>
    SlowDown,

    /// <summary>The platform does not take this content.</summary>
    Content,

    /// <summary>Called before with the same id: it was done then.</summary>
    Done,

    /// <summary>The call went out and no answer came: it may or may not have been carried out.</summary>
    Uncertain,
}

/// <param name="Code">As the platform gave it; 0 where it gave none.</param>
/// <param name="Sentence">For HR, Chinese: what it is and what to do.</param>
internal sealed record ApiResult(ApiKind Kind, int Code, string Sentence, JsonObject? Body = null)
{
    public static ApiResult Ok(JsonObject body) => new(ApiKind.Ok, 0, "", body);

    public bool IsOk => Kind == ApiKind.Ok;
}

/// <summary>A platform's error codes and what each means here. A code that is not listed counts as an error in content: repeating it helps nobody.</summary>
internal sealed class ApiErrors(IReadOnlyDictionary<int, (ApiKind Kind, string Sentence)> known, string consoleName)
{
    public ApiResult Of(int code, JsonObject body)
    {
        // The rest of the message may quote what was sent; the number that support asks for does not.
        var rid = body["errmsg"]?.ToString() is { } message && message.IndexOf("rid: ", StringComparison.Ordinal) is >= 0 and var at ? $"（rid: {new string([.. message.Skip(at + 5).TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '-')])}）" : "";
        return known.TryGetValue(code, out var error)
            ? new(error.Kind, code, $"{error.Sentence}（{code}）", body)
            : new(ApiKind.Content, code, $"{consoleName}没有接受这次调用，错误码 {code}{rid}，请对照{consoleName}的全局返回码处理。", body);
    }
}
