using Bot.Channels.Tencent;
using Bot.Channels.Tencent.Boxes;
using Bot.Channels.WeChat;
using Bot.Delivery;
using Bot.State;
using Bot.State.Conversations;
using Bot.State.Redis;
using Dialogs.Replies;
using Dialogs.Turns;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace StoreWriter;

/// <summary>
/// <c>StoreWriter announce &lt;redis&gt; &lt;api url&gt; &lt;people&gt;</c>: says one announcement to so many people of a WeChat account, four at a time, until killed or done; a line with
/// person and result for each. The people are made by the first run.
/// </summary>
internal static class Announcer
{
    private const int AtOnce = 4;

    public static async Task RunAsync(string redis, string api, int people)
    {
        await using var services = Services(redis, api);
        services.GetRequiredService<RedisConnection>().Open(await RedisConnection.ConnectAsync(ConfigurationOptions.Parse(redis), TimeSpan.FromSeconds(10)));
        var all = Enumerable.Range(0, people).Select(i => new ConversationKey("wechat", $"main|o{i}")).ToArray();
        foreach (var person in all) await GreetAsync(services, person);
        await Console.Out.WriteLineAsync("begun");
        var announcement = new Announcement("a1", state => new(state, [new Reply { Text = "明天截止。" }], []));
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (person, ct) =>
        {
            var result = await services.GetRequiredService<Deliverer>().SendAsync(person, announcement, ct);
            await Console.Out.WriteLineAsync($"{person.Id} {result.GetType().Name}");
        });
        await Console.Out.WriteLineAsync("done");
    }

    private static ServiceProvider Services(string redis, string api)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Redis:ConnectionString"] = redis, ["WeChat:ApiUrl"] = api, ["WeChat:Token"] = "devToken123", ["WeChat:AppId"] = "wx0123456789abcdef",
            ["WeChat:AppSecret"] = "a-secret-of-the-tests", ["WeChat:CustomerService"] = "true", ["WeChat:SendsPerSecond"] = "1000",
        }).Build());
        services.AddLogging().AddMetrics().AddOptions();
        services.AddSingleton(TimeProvider.System).AddSingleton(new RedisConnection(TimeSpan.FromSeconds(5)));
        services.AddSingleton<TurnStep>((state, message, now) => new(state, [new Reply { Text = "好的。" }], []));
        services.AddConversations();
        services.AddDelivery().AddTextChannels().AddWeChat();
        return services.BuildServiceProvider();
    }

    private static async Task GreetAsync(ServiceProvider services, ConversationKey person)
    {
        await services.GetRequiredService<TurnRunner>().RunAsync(person, new Message { Id = "m1", Text = "你好" }, _ => [], CancellationToken.None);
        await services.GetRequiredService<BoxStore>().UpdateAsync(person, box => box.Allowances.IsEmpty ? box.Allow(TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(48), 5, fromMessage: true) : box, CancellationToken.None);
    }
}
