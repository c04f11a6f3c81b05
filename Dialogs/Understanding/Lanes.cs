using System.Runtime.Intrinsics;

namespace Dialogs.Understanding;

/// <summary>Sums over rows of numbers, eight at a time on every machine, so that the same examples give the same weights whatever the processor.</summary>
internal static class Lanes
{
    private static int Width => Vector256<float>.Count;

    /// <param name="a">As long as <paramref name="b"/>; a multiple of eight.</param>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = Vector256<float>.Zero;
        for (var k = 0; k < a.Length; k += Width) sum += Vector256.Create(a[k..]) * Vector256.Create(b[k..]);
        return Vector256.Sum(sum);
    }

    /// <summary>Adds <paramref name="scale"/> times <paramref name="row"/> to <paramref name="sum"/>.</summary>
    public static void AddScaled(Span<float> sum, ReadOnlySpan<float> row, float scale)
    {
        for (var k = 0; k < row.Length; k += Width)
        {
            var part = sum[k..];
            (Vector256.Create<float>(part) + Vector256.Create(row[k..]) * scale).CopyTo(part);
        }
    }
}
