using System.Collections.Concurrent;
using TestKit.Platforms;

namespace EndToEnd.Tests.WeChat;

/// <summary>What the platform does with a person's messages: each mood of it befalls the same people, by the number in their id.</summary>
internal enum Mood
{
    Well, Slow, BusyOnce, TokenEnded, DownForAWhile, QuotaOfTheDay, Left, WindowOver, CountUsed, NoRight, ConsentUsed, Notice, CutBefore, CutAfter,
}

/// <summary>A platform that misbehaves, and the people whom it befalls.</summary>
internal sealed class Moods
{
    public const string Template = "sub-1";

    private static readonly Mood[] Order =
    [
        Mood.Well, Mood.Slow, Mood.BusyOnce, Mood.Well, Mood.Left, Mood.WindowOver, Mood.Well, Mood.QuotaOfTheDay, Mood.Notice, Mood.CutBefore,
        Mood.Well, Mood.TokenEnded, Mood.DownForAWhile, Mood.Well, Mood.CountUsed, Mood.ConsentUsed, Mood.Well, Mood.NoRight, Mood.CutAfter, Mood.Slow,
    ];

    private readonly ConcurrentDictionary<string, int> tries = new();
    private readonly FakePlatform platform;

    private Moods(FakePlatform platform) => this.platform = platform;

    /// <summary>False: it behaves.</summary>
    public bool On { get; set; }

    /// <summary>Whether the day's quota ends for some. Where notice time is fast, the hour after which it is tried again would outlast a season.</summary>
    private bool QuotaEnds { get; init; }

    public static Moods Of(FakePlatform platform, bool quotaEnds = true)
    {
        var moods = new Moods(platform) { QuotaEnds = quotaEnds };
        platform.Whim = moods.Whim;
        return moods;
    }

    public static Mood Of(string openId) => Order[int.Parse(openId[1..]) % Order.Length];

    public static string[] People(int count) => [.. Enumerable.Range(0, count).Select(i => $"o{i:00000}")];

    private Mischief? Whim(PlatformCall call)
    {
        if (!On || call.Raw.Length == 0 || call.Body["touser"]?.ToString() is not { } person) return null;
        var (path, mood) = (call.Path, Of(person));
        if (path.EndsWith("bizsend", StringComparison.Ordinal)) return mood == Mood.ConsentUsed ? new(path) { ErrorCode = 43101 } : null;
        var first = tries.AddOrUpdate(person, 1, static (_, n) => n + 1) == 1;
        return mood switch
        {
            Mood.Slow => new(path) { Pause = TimeSpan.FromMilliseconds(Random.Shared.Next(100, 600)) },
            Mood.BusyOnce when first => new(path) { ErrorCode = -1 },
            Mood.TokenEnded when first => Expired(path),
            // The four tries of one call.
            Mood.DownForAWhile when tries[person] <= 4 => new(path) { Status = 502 },
            Mood.QuotaOfTheDay when first && QuotaEnds => new(path) { ErrorCode = 45009 },
            Mood.Left => new(path) { ErrorCode = 43004 },
            Mood.WindowOver or Mood.ConsentUsed or Mood.Notice => new(path) { ErrorCode = 45015 },
            Mood.CountUsed => new(path) { ErrorCode = 45047 },
            Mood.NoRight => new(path) { ErrorCode = 48001 },
            Mood.CutBefore when first => new(path) { CutBefore = true },
            Mood.CutAfter when first => new(path) { CutAfter = true },
            _ => null,
        };
    }

    private Mischief Expired(string path)
    {
        platform.ExpireTokens();
        return new(path) { ErrorCode = 42001 };
    }
}
