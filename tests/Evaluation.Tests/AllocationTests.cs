using System.Globalization;
using Benchmarks.Turns;

namespace Evaluation.Tests;

/// <summary>Allocation is the cost of a turn that does not depend on the machine. The number is committed with the benchmark that writes it.</summary>
public sealed class AllocationTests
{
    private const double Tolerance = 1.15;

    [Fact]
    public void Turn_OverTheMix_AllocatesNoMoreThanItsCommittedNumber()
    {
        var assistant = TurnMeasure.NewAssistant();
        TurnMeasure.Run(assistant, rounds: 3);
        var median = TurnMeasure.MedianBytes(TurnMeasure.Run(assistant, rounds: 3));
        var committed = double.Parse(File.ReadAllText(TurnBenchmark.AllocationFile), CultureInfo.InvariantCulture);
        Assert.True(median <= committed * Tolerance, $"A turn allocates {median:n0} bytes (median), more than {committed:n0} and a tolerance: run the turn benchmark and say why in the commit.");
    }
}
