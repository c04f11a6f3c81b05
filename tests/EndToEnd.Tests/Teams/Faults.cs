using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using TestKit.Teams;

namespace EndToEnd.Tests.Teams;

/// <summary>What the Connector does with what a person is sent: each fault befalls the same people, by the number in their id.</summary>
internal enum Fault { None, ThrottledOnce, InEachOthersWay, GatewayGone, GatewaySlow, ThrottledLong, Removed, Gone, CutBefore, CutAfter }

/// <summary>A Connector that misbehaves, and the people whom it befalls.</summary>
internal sealed class Faults
{
    private static readonly Fault[] Order =
    [
        Fault.None, Fault.ThrottledOnce, Fault.None, Fault.InEachOthersWay, Fault.None, Fault.GatewayGone, Fault.Removed, Fault.None, Fault.GatewaySlow, Fault.CutAfter,
        Fault.None, Fault.ThrottledLong, Fault.None, Fault.Gone, Fault.None, Fault.CutBefore, Fault.None, Fault.None, Fault.ThrottledOnce, Fault.None,
    ];

    private readonly ConcurrentDictionary<string, int> tries = new();

    private Faults() { }

    /// <summary>False: it behaves.</summary>
    public bool On { get; set; }

    public static Faults Of(FakeConnector connector)
    {
        var faults = new Faults();
        connector.Otherwise = (taken, context) => Task.FromResult(faults.Judge(taken, context));
        return faults;
    }

    public static Fault Of(string person) => Order[int.Parse(person[3..]) % Order.Length];

    public static string[] People(int count) => [.. Enumerable.Range(0, count).Select(i => $"a:p{i:00000}")];

    private FakeConnector.Verdict Judge(FakeConnector.Taken taken, HttpContext context)
    {
        if (!On || taken.Activity.GetProperty("type").GetString() != "message") return FakeConnector.Verdict.Taken;
        var person = taken.Activity.GetProperty("conversation").GetProperty("id").GetString()!;
        var attempt = tries.AddOrUpdate(person, 1, static (_, n) => n + 1);
        return Of(person) switch
        {
            Fault.ThrottledOnce when attempt == 1 => Refused(429, "1"),
            Fault.InEachOthersWay when attempt == 1 => Refused(412),
            Fault.GatewayGone when attempt <= 2 => Refused(502),
            Fault.GatewaySlow when attempt == 1 => Refused(504),
            Fault.ThrottledLong when attempt == 1 => Refused(429, "45"),
            Fault.Removed => Refused(403),
            Fault.Gone => Refused(404),
            Fault.CutAfter when attempt == 1 => FakeConnector.Verdict.Lost,
            Fault.CutBefore when attempt == 1 => Cut(),
            _ => FakeConnector.Verdict.Taken,
        };

        FakeConnector.Verdict Refused(int status, string? retryAfter = null)
        {
            context.Response.StatusCode = status;
            if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
            return FakeConnector.Verdict.Refused;
        }

        FakeConnector.Verdict Cut()
        {
            context.Abort();
            return FakeConnector.Verdict.Refused;
        }
    }
}
