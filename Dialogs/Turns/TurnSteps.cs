using Dialogs.Turns.Steps;

namespace Dialogs.Turns;

/// <summary>A turn is these steps, in this order; each is one class with one method.</summary>
internal static class TurnSteps
{
    public static Turn Run(TurnStart start)
    {
        var written = Normalise.Run(start);
        var heard = Recognise.Run(written);
        var flow = Route.Run(heard);
        var spoken = flow(heard);
        return Finish.Run(heard, spoken);
    }
}
