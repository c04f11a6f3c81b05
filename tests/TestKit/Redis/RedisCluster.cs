using TestKit.Processes;

namespace TestKit.Redis;

/// <summary>Three redis-servers that form one Redis Cluster.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private readonly List<RedisServer> nodes = [];

    private RedisCluster() { }

    public string ConnectionString => string.Join(',', nodes.Select(n => n.ConnectionString));

    public static async Task<RedisCluster> StartAsync()
    {
        var cluster = new RedisCluster();
        for (var i = 0; i < 3; i++)
            cluster.nodes.Add(await RedisServer.StartAsync("--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf", "--cluster-node-timeout", "3000"));

        await cluster.CliAsync(["--cluster", "create", .. cluster.nodes.Select(n => n.ConnectionString), "--cluster-replicas", "0", "--cluster-yes"]);
        foreach (var node in cluster.nodes)
        {
            await Eventually.BecomesTrueAsync(
                async () => (await cluster.CliAsync(["-p", $"{node.Port}", "cluster", "info"])).Contains("cluster_state:ok", StringComparison.Ordinal),
                TimeSpan.FromSeconds(30), () => "The three Redis nodes did not become a cluster.");
        }
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
    }

    private async Task<string> CliAsync(string[] arguments)
    {
        var (code, output) = await ChildProcess.RunAsync(Tools.RedisCli, arguments, TimeSpan.FromSeconds(60));
        return code == 0 ? output : throw new InvalidOperationException($"redis-cli {string.Join(' ', arguments)}:\n{output}");
    }
}
