using Dialogs.Replies;
using Dialogs.Turns.Steps;
using Dialogs.Wording;

namespace Dialogs.Flows.Talk;

/// <summary>The greeting for somebody who opens the chat, new or come back.</summary>
internal static class WelcomeFlow
{
    public static Reply Greet(TurnStart start) => new()
    {
        Text = WelcomeWording.Text(start.Notice, start.Today),
        Choices = start.State.Check is { Active: false, Shown: null } ? [WelcomeWording.GoOn, .. WelcomeWording.Starters] : WelcomeWording.Starters,
        Notice = start.Notice,
    };
}
