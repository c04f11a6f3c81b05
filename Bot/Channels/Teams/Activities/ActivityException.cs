namespace Bot.Channels.Teams.Activities;

/// <summary>A request that is answered by an error. The message goes to the caller and quotes nothing of the request.</summary>
internal sealed class ActivityException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;
    public string Code { get; } = code;

    public static ActivityException Malformed(string message) => new(StatusCodes.Status400BadRequest, "BadArgument", message);

    public static ActivityException TooLarge(int limit) => new(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", $"The body is longer than {limit} bytes.");

    public static ActivityException Unauthorized(string message) => new(StatusCodes.Status401Unauthorized, "Unauthorized", message);

    public static ActivityException Forbidden(string message) => new(StatusCodes.Status403Forbidden, "Forbidden", message);

    public static ActivityException NotImplemented() => new(StatusCodes.Status501NotImplemented, "NotImplemented", "This invoke is not handled by the bot.");

    public static ActivityException Busy() => new(StatusCodes.Status429TooManyRequests, "Throttled", "Too much is waiting to be answered. Try again later.");

    public static ActivityException Away(string message) => new(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", message);
}
