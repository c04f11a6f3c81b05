namespace Bot.Channels.WebChat.DirectLine;

/// <summary>A request that is answered by an error. The message goes to the caller.</summary>
internal sealed class DirectLineException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;
    public string Code { get; } = code;

    public static DirectLineException Malformed(string message) => new(400, "BadArgument", message);

    public static DirectLineException Unauthorized() => new(401, "BadArgument", "Missing token or secret: send Authorization: Bearer TOKEN. POST /webchat/token makes a token.");

    public static DirectLineException Forbidden() => new(403, "BadArgument", "This token or secret is not valid here.");

    public static DirectLineException Expired() => new(403, "TokenExpired", "Token has expired. POST /webchat/token with it makes a new one for the same conversation.");

    public static DirectLineException Unknown() => new(404, "BadArgument", "Conversation not found.");

    public static DirectLineException TooLarge(int limit) => new(413, "MessageSizeTooBig", $"The body is longer than {limit} bytes. Send less at once.");

    public static DirectLineException Away() => new(503, "ServiceError", "暂时连不上存储，这句没有收下；您的进度都在，请稍等片刻再发。");
}
