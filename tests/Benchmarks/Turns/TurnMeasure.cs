using System.Diagnostics;
using Dialogs.Turns;
using Knowledge.Loading;
using TestKit;

namespace Benchmarks.Turns;

/// <summary>What one turn costs: the pure step alone, no store and no wire.</summary>
internal sealed record TurnCost(string Said, double Microseconds, long Bytes);

/// <summary>Runs the mix of messages as conversations and measures every turn by itself.</summary>
internal static class TurnMeasure
{
    private static readonly DateTimeOffset Now = new(2024, 10, 10, 10, 0, 0, TimeSpan.FromHours(8));

    public static Assistant NewAssistant() => new(PackLibrary.Load(Repository.At("Knowledge", "Packs")).Library);

    /// <param name="rounds">Conversations held; each says the whole mix once.</param>
    public static List<TurnCost> Run(Assistant assistant, int rounds)
    {
        var costs = new List<TurnCost>(rounds * Messages.Mix.Length);
        for (var round = 0; round < rounds; round++)
        {
            var state = new ConversationState();
            for (var i = 0; i < Messages.Mix.Length; i++)
            {
                var message = new Message { Id = $"{round}-{i}", Text = Messages.Mix[i] };
                var bytes = GC.GetAllocatedBytesForCurrentThread();
                var begun = Stopwatch.GetTimestamp();
                var turn = assistant.Run(state, message, Now);
                var took = Stopwatch.GetElapsedTime(begun);
                costs.Add(new(message.Text, took.TotalMicroseconds, GC.GetAllocatedBytesForCurrentThread() - bytes));
                state = turn.State;
            }
        }
        return costs;
    }

    public static double MedianBytes(IEnumerable<TurnCost> costs) => At(costs.Select(c => (double)c.Bytes), 0.5);

    /// <summary>The value at a share of the way through them in order; 0.5 is the median.</summary>
    public static double At(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)((sorted.Length - 1) * share)];
    }
}
