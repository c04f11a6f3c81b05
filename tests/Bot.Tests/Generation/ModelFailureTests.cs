using System.Diagnostics;
using Bot.Generation;
using Bot.Generation.Model;
using Bot.Hosting;
using Bot.State.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TestKit.Models;
using TestKit.Processes;
using TestKit.Redis;

namespace Bot.Tests.Generation;

/// <summary>A model that is slow, broken, away or too dear: the pack's answer is sent, in time and without the mark.</summary>
public sealed class ModelFailureTests : IAsyncLifetime
{
    private const string Question = "语文老师普通话要求";
    private const string Own = "语文教师须达到二级甲等以上。";
    private readonly ScratchFolder scratch = new();
    private ModelServer model = null!;

    public async ValueTask InitializeAsync() => model = await ModelServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await model.DisposeAsync();
        scratch.Dispose();
    }

    [Theory]
    [InlineData("slow")]
    [InlineData("error")]
    [InlineData("refused")]
    [InlineData("cut")]
    [InlineData("not-json")]
    [InlineData("no-choices")]
    [InlineData("huge")]
    [InlineData("redirect")]
    public async Task Answer_OfAModelThatMisbehaves_IsThePacksInTime(string kind)
    {
        await using var bot = await StartAsync();
        model.Answer = _ => Misbehaving(kind);
        await GenerationHost.AskAsync(bot, "你好");
        var started = Stopwatch.GetTimestamp();

        var (text, _) = await GenerationHost.AskAsync(bot, Question);

        Assert.Equal(Own, text);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(3), $"{Stopwatch.GetElapsedTime(started)}");
        Assert.NotEmpty(model.Calls);
    }

    [Fact]
    public async Task Answer_WithNobodyThere_IsThePacks()
    {
        await using var bot = await GenerationHost.StartAsync(Path.Combine(scratch.FullName, "away"), "Generation:Endpoint=http://127.0.0.1:1/v1", "Generation:Model=m");

        Assert.Equal(Own, (await GenerationHost.AskAsync(bot, Question)).Text);
    }

    [Fact]
    public async Task Service_FailingSeveralTimes_IsNotAskedForAWhile()
    {
        await using var bot = await StartAsync();
        model.Answer = _ => new("") { Status = 503 };

        for (var i = 0; i < 6; i++) Assert.Equal(Own, (await GenerationHost.AskAsync(bot, Question)).Text);

        Assert.Equal(CircuitBreaker.Failures, model.Calls.Count);
    }

    [Fact]
    public async Task Budget_OfTheDay_IsKept()
    {
        await using var bot = await StartAsync("Generation:CallsPerDay=2");
        model.Answer = _ => new("""{"text":"语文教师需要达到二级甲等以上。"}""");

        var texts = new List<string>();
        for (var i = 0; i < 4; i++) texts.Add((await GenerationHost.AskAsync(bot, Question)).Text);

        Assert.Equal(2, model.Calls.Count);
        Assert.Equal([false, false, true, true], texts.Select(t => t == Own));
    }

    [Theory]
    [InlineData(0.5, 30, true)]
    [InlineData(60, 2, false)]
    public async Task Model_WithinItsTimeOrNot_IsHeardOrNot(double seconds, int timeout, bool heard)
    {
        await using var bot = await StartAsync($"Generation:TimeoutSeconds={timeout}");
        model.Answer = _ => new("""{"text":"语文教师需要达到二级甲等以上。"}""");
        await GenerationHost.AskAsync(bot, Question);
        model.Answer = _ => new("""{"text":"语文教师需要达到二级甲等以上。"}""") { Delay = TimeSpan.FromSeconds(seconds) };
        var started = Stopwatch.GetTimestamp();

        var (text, _) = await GenerationHost.AskAsync(bot, Question);

        Assert.Equal(heard, text != Own);
        // Not before its time was over, and long before the model would have answered.
        Assert.True(heard || Stopwatch.GetElapsedTime(started) is { TotalSeconds: > 1.9 and < 40 });
        Assert.Equal(3.5, new GenerationOptions().TimeoutSeconds);
    }

    [Fact]
    public async Task Budget_OfTwoReplicas_IsOne()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync("Generation:CallsPerDay=3", "Redis:ConnectionString=" + redis.ConnectionString);
        await using var other = await StartAsync("Generation:CallsPerDay=3", "Redis:ConnectionString=" + redis.ConnectionString);
        model.Answer = _ => new("""{"text":"语文教师需要达到二级甲等以上。"}""");

        var texts = new List<string>();
        foreach (var bot in new[] { one, other, one, other, one }) texts.Add((await GenerationHost.AskAsync(bot, Question)).Text);

        Assert.Equal([false, false, false, true, true], texts.Select(t => t == Own));
        Assert.Equal(3, model.Calls.Count);
    }

    [Fact]
    public async Task Budget_AtMidnightInBeijing_BeginsAnew()
    {
        await using var bot = await StartAsync();
        var time = new FakeTimeProvider(new DateTimeOffset(2024, 10, 10, 23, 59, 59, TimeSpan.FromHours(8)));
        var budget = new DailyBudget(bot.Services.GetRequiredService<RedisConnection>(), Options.Create(new GenerationOptions { CallsPerDay = 1 }), time);
        var ct = TestContext.Current.CancellationToken;

        Assert.True(await budget.TrySpendAsync(ct));
        Assert.False(await budget.TrySpendAsync(ct));
        time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(await budget.TrySpendAsync(ct));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.True(await budget.TrySpendAsync(ct));
    }

    [Fact]
    public async Task Key_AndModel_AreWhatWasConfigured()
    {
        await using var bot = await StartAsync("Generation:ApiKey=sk-1");

        await GenerationHost.AskAsync(bot, Question);

        var call = Assert.Single(model.Calls);
        Assert.Equal("Bearer sk-1", call.Authorization);
        Assert.Equal("scripted", call.Request.GetProperty("model").GetString());
    }

    [Fact]
    public void Breaker_AfterItsPause_LetsOneTryAtATime()
    {
        var time = new FakeTimeProvider();
        var breaker = new CircuitBreaker(time);
        for (var i = 0; i < CircuitBreaker.Failures; i++) Assert.True(breaker.MayCall() && !(breaker.Failed() && i < CircuitBreaker.Failures - 1));

        time.Advance(CircuitBreaker.Pause - TimeSpan.FromTicks(1));
        Assert.False(breaker.MayCall());
        time.Advance(TimeSpan.FromTicks(1));
        Assert.True(breaker.MayCall());
        Assert.False(breaker.MayCall());
        breaker.Succeeded();
        Assert.True(breaker.MayCall());
    }

    [Theory]
    [InlineData("Generation:Endpoint=ftp://x", "Generation:Endpoint is 'ftp://x'; allowed: empty, or an http(s) address such as https://host/v1.")]
    [InlineData("Generation:Endpoint=http://127.0.0.1:1/v1", "Generation:Model is ''; allowed: the model's name")]
    [InlineData("Generation:TimeoutSeconds=0.1", "Generation:TimeoutSeconds is '0.1'; allowed: seconds from 0.2 to 30.")]
    [InlineData("Generation:CallsPerDay=0", "Generation:CallsPerDay is '0'; allowed: a whole number")]
    public void Setting_Wrong_StopsTheStartWithOneLine(string setting, string expected)
    {
        var problem = Assert.Throws<StartException>(() => Program.Build(["--" + setting]));

        Assert.StartsWith(expected, Assert.Single(problem.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Default_NoEndpoint_LoadsNothingOfIt()
    {
        await using var bot = await BotHost.StartAsync();
        Assert.Equal(Own, (await GenerationHost.AskAsync(bot, Question)).Text);

        Assert.Null(bot.Services.GetService(typeof(LanguageModel)));
    }

    private Task<BotHost> StartAsync(params string[] settings) =>
        GenerationHost.StartAsync(Path.Combine(scratch.FullName, Guid.NewGuid().ToString("N")), [$"Generation:Endpoint={model.Endpoint}", "Generation:Model=scripted", "Generation:TimeoutSeconds=1", .. settings]);

    private static ModelReply Misbehaving(string kind) => kind switch
    {
        "slow" => new("""{"text":"语文教师需要达到二级甲等以上。"}""") { Delay = TimeSpan.FromSeconds(30) },
        "error" => new("") { Status = 500, Raw = "oops" },
        "refused" => new("") { Status = 429, Raw = """{"error":{"message":"slow down"}}""" },
        "cut" => new("""{"text":"语文教师需要达到二级甲等以上。"}""") { Cut = true },
        "not-json" => new("") { Raw = "<html>hello</html>" },
        "no-choices" => new("") { Raw = """{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[]}""" },
        "huge" => new(new string('很', 200_000)),
        _ => new("") { Status = 302, Raw = "" },
    };
}
