using System.Text;
using System.Text.Json.Nodes;
using TestKit;

namespace Bot.Tests.Channels.Teams;

/// <summary>The recorded payloads, damaged in hundreds of ways that are the same every time.</summary>
public sealed class FuzzTests(TeamsHost host) : IClassFixture<TeamsHost>
{
    private const int Rounds = 20;

    /// <summary>Stands in everything that is put in, so that it can be found in a log.</summary>
    private const string Marker = "zebra";

    private static readonly string Folder = Repository.At("tests", "Bot.Tests", "Channels", "Teams", "Samples", "Incoming");

    private static readonly int[] Allowed = [200, 400, 403, 413];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Incoming => [.. Directory.GetFiles(Folder).Select(f => Path.GetFileNameWithoutExtension(f)!)];

    [Theory]
    [MemberData(nameof(Incoming))]
    public async Task Payload_HoweverDamaged_IsTakenOrRefusedAndNeverAnErrorOfOurs(string name)
    {
        var random = new Random(20240925 + name.Sum(c => c));
        var recorded = await File.ReadAllTextAsync(Path.Combine(Folder, $"{name}.json"), Ct);
        for (var round = 0; round < Rounds; round++)
        {
            var body = Damaged(recorded, random);
            using var response = await host.Client.PostAsync(new Uri("/api/messages", UriKind.Relative), new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } }, Ct);
            var said = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Ct)}\n{Encoding.UTF8.GetString(body)}";
            // An invoke that nobody here knows is 501 by the protocol.
            Assert.True(Allowed.Contains((int)response.StatusCode) || (int)response.StatusCode == 501 && said.Contains("\"NotImplemented\"", StringComparison.Ordinal), said);
            // A refusal quotes nothing.
            Assert.False((int)response.StatusCode != 200 && said.Split('\n')[0].Contains(Marker, StringComparison.OrdinalIgnoreCase), said);
        }
        Assert.DoesNotContain(host.Logs.All, l => l.Contains(Marker, StringComparison.OrdinalIgnoreCase) || l.Contains("could not be answered", StringComparison.Ordinal) || l.Contains("A turn on", StringComparison.Ordinal));
    }

    private byte[] Damaged(string recorded, Random random)
    {
        var activity = JsonNode.Parse(recorded)!;
        activity["serviceUrl"] = host.Connector.Url.ToString();
        activity["conversation"]!["id"] = $"a:{Marker}-{random.Next()}";
        for (var i = random.Next(1, 4); i > 0; i--) Damage(activity, random);
        var bytes = Encoding.UTF8.GetBytes(activity.ToJsonString());
        switch (random.Next(6))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
            default:
                return bytes;
        }
    }

    // Some member, at any depth, goes or becomes something else.
    private static void Damage(JsonNode root, Random random)
    {
        var members = Members(root).ToList();
        if (members.Count == 0) return;
        var (parent, name) = members[random.Next(members.Count)];
        if (random.Next(5) == 0) parent.Remove(name);
        else parent[name] = Other(random);
    }

    private static JsonNode? Other(Random random) => random.Next(14) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next()),
        2 => JsonValue.Create(-1.5e300),
        3 => JsonValue.Create(true),
        4 => JsonValue.Create(""),
        5 => JsonValue.Create(Marker),
        6 => JsonValue.Create($"{Marker} <at>{Marker}</at> &nbsp;\u0000\u200f\ufffe<b>*[]()`~_#"),
        7 => JsonValue.Create(new string('长', 5_000) + Marker),
        8 => new JsonArray(JsonValue.Create(Marker), null, new JsonObject()),
        9 => new JsonObject { [Marker] = JsonValue.Create(1), ["id"] = new JsonArray(), ["type"] = JsonValue.Create(2) },
        10 => JsonValue.Create("invoke"),
        11 => JsonValue.Create("message"),
        12 => new JsonArray([.. Enumerable.Range(0, 300).Select(i => (JsonNode?)JsonValue.Create(i))]),
        _ => JsonNode.Parse(string.Concat(Enumerable.Repeat("[", 30)) + string.Concat(Enumerable.Repeat("]", 30))),
    };

    private static IEnumerable<(JsonObject Parent, string Name)> Members(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(p => Members(p.Value).Prepend((parent, p.Key))),
        JsonArray array => array.SelectMany(Members),
        _ => [],
    };
}
