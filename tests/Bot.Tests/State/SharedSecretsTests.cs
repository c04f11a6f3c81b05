using Bot.State;

namespace Bot.Tests.State;

public sealed class SharedSecretsTests(Stores stores)
{
    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Secret_AskedForByManyReplicas_IsOneAndTheSame(StoreKind kind)
    {
        var (ct, name) = (TestContext.Current.CancellationToken, Guid.NewGuid().ToString("N"));
        await using var redis = await stores.ConnectAsync(kind);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => Convert.ToHexString((await new SharedSecrets(redis).GetAsync(name, ct)).Span)));
        Assert.Single(all.Distinct());
        Assert.Equal(64, all[0].Length);
        Assert.NotEqual(all[0], Convert.ToHexString((await new SharedSecrets(redis).GetAsync(name + "x", ct)).Span));
    }
}
