namespace Bot.State.Banners;

/// <summary>Something that everybody who chats is to know, such as a platform's maintenance.</summary>
/// <param name="Id">A new one for each text: a person is told each once.</param>
/// <param name="By">The account's name.</param>
internal sealed record Banner(string Id, string Text, string By, DateTimeOffset At);
