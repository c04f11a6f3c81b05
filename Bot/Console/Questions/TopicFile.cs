namespace Bot.HrConsole.Questions;

/// <param name="Content">A zip.</param>
public sealed record TopicFile(string Name, byte[] Content);
