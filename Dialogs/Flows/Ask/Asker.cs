namespace Dialogs.Flows.Ask;

/// <summary>Answers one policy question. Pure, thread-safe.</summary>
public sealed class Asker
{
    public AskAnswer Ask(AskQuestion question) => throw new NotImplementedException();
}
