namespace Bot.Channels.WebChat.Tokens;

/// <summary>What a token opens.</summary>
internal enum TokenUse
{
    /// <summary>The conversation's calls, for half an hour.</summary>
    Chat,

    /// <summary>One socket, for two minutes: it stands in an address, and addresses are logged.</summary>
    Stream,

    /// <summary>Only a new chat token of the same conversation, as long as conversations are kept: what the cookie holds.</summary>
    Resume,
}

/// <summary>A conversation and the person in it. Whoever holds it is that person: there is nothing else to know them by.</summary>
internal sealed record ChatToken(TokenUse Use, string Conversation, string User, DateTimeOffset Expires);
