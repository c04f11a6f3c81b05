using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Bot.Tests.Api;

/// <summary>Every way of asking wrongly that we could think of: which field is named, what was found, and what is allowed.</summary>
public sealed class BadInputTests(BotHost bot)
{
    private const string Profile = """ "profile":{} """;

    [Theory]
    [InlineData("{}", "question", null, "2000")]
    [InlineData("""{"question":null}""", "question", null, "2000")]
    [InlineData("""{"question":""}""", "question", "", "2000")]
    [InlineData("""{"question":" \u0007\u200b "}""", "question", null, "2000")]
    [InlineData("""{"question":7}""", "question", "7", "2000")]
    [InlineData("""{"question":["a"]}""", "question", "[\"a\"]", "2000")]
    [InlineData("""{"question":"\ud800"}""", "question", "\"\\ud800\"", "2000")]
    [InlineData("""{"question":"a","Question":"a"}""", "Question", "Question", "question")]
    [InlineData("""{"question":"a","question":"b"}""", "question", "b", null)]
    [InlineData("""{"question":"a","lang":"zh"}""", "lang", "lang", "profile")]
    [InlineData("""{"question":"a","notice":"other-2030"}""", "notice", "other-2030", "ruoqiang-2024")]
    [InlineData("""{"question":"a","notice":"../etc"}""", "notice", "../etc", "ruoqiang-2024")]
    [InlineData("""{"question":"a","notice":1}""", "notice", "1", "ruoqiang-2024")]
    [InlineData("""{"question":"a","asOf":"2024-10-10T10:00:00"}""", "asOf", "2024-10-10T10:00:00", "YYYY-MM-DD")]
    [InlineData("""{"question":"a","asOf":"2024-13-01"}""", "asOf", "2024-13-01", "YYYY-MM-DD")]
    [InlineData("""{"question":"a","asOf":"2023-02-29"}""", "asOf", "2023-02-29", "YYYY-MM-DD")]
    [InlineData("""{"question":"a","asOf":"0001-01-01"}""", "asOf", "0001-01-01", "YYYY-MM-DD")]
    [InlineData("""{"question":"a","asOf":"now"}""", "asOf", "now", "YYYY-MM-DD")]
    [InlineData("""{"question":"a","asOf":1728525600}""", "asOf", "1728525600", "YYYY-MM-DD")]
    [InlineData("""{"question":"a","profile":[]}""", "profile", "[]", "JSON")]
    [InlineData("""{"question":"a","profile":"education"}""", "profile", "education", "JSON")]
    public Task Ask_WithAWrongField_NamesIt(string body, string field, string? found, string? allowed) =>
        AssertRefusedAsync("/api/ask", body, field, found, allowed);

    [Theory]
    [InlineData("{}", "profile", null, "JSON")]
    [InlineData($$"""{"question":"a",{{Profile}}}""", "question", "question", "asOf")]
    [InlineData("""{"profile":{"degree":"bachelor"}}""", "profile.degree", "degree", "education")]
    [InlineData("""{"profile":{"Education":"bachelor"}}""", "profile.Education", "Education", "education")]
    [InlineData("""{"profile":{"education":"phd"}}""", "profile.education", "phd", "postgraduate")]
    [InlineData("""{"profile":{"education":"Bachelor"}}""", "profile.education", "Bachelor", "bachelor")]
    [InlineData("""{"profile":{"education":true}}""", "profile.education", "true", "bachelor")]
    [InlineData("""{"profile":{"education":"bachelor","education":"below"}}""", "profile.education", "below", null)]
    [InlineData("""{"profile":{"in_county":"yes"}}""", "profile.in_county", "yes", "true")]
    [InlineData("""{"profile":{"in_county":1}}""", "profile.in_county", "1", "false")]
    [InlineData("""{"profile":{"work_start":"2023"}}""", "profile.work_start", "2023", "YYYY-MM")]
    [InlineData("""{"profile":{"work_start":"9999-12"}}""", "profile.work_start", "9999-12", "1900 到 2199 年")]
    [InlineData("""{"profile":{"work_start":"9998-12","education":"associate"}}""", "profile.work_start", "9998-12", "1900 到 2199 年")]
    [InlineData("""{"profile":{"work_start":"0001-01-01"}}""", "profile.work_start", "0001-01-01", "1900 到 2199 年")]
    [InlineData("""{"profile":{"work_start":"2023-7-1"}}""", "profile.work_start", "2023-7-1", "YYYY-MM-DD")]
    [InlineData("""{"profile":{"work_start":"2023-02-30"}}""", "profile.work_start", "2023-02-30", "YYYY-MM-DD")]
    [InlineData("""{"profile":{"work_start":"2023-07-01T00:00:00Z"}}""", "profile.work_start", "2023-07-01T00:00:00Z", "YYYY-MM-DD")]
    [InlineData("""{"profile":{"specialty":"水利工程师"}}""", "profile.specialty", "水利工程师", "水利")]
    [InlineData("""{"profile":{"putonghua":{"level":2}}}""", "profile.putonghua", "{\"level\":2}", "二级甲等")]
    public Task SelfCheck_WithAWrongField_NamesIt(string body, string field, string? found, string? allowed) =>
        AssertRefusedAsync("/api/self-check", body, field, found, allowed);

    [Theory]
    [InlineData("?notice=nope", "notice", "nope", "ruoqiang-2024")]
    [InlineData("?asOf=yesterday", "asOf", "yesterday", "YYYY-MM-DD")]
    [InlineData("?asof=2024-10-10", "asof", "asof", "asOf")]
    [InlineData("?notice=a&notice=b", "notice", "a b", null)]
    public async Task Deadlines_WithAWrongParameter_NamesIt(string query, string field, string? found, string? allowed)
    {
        using var response = await bot.Client.GetAsync("/api/deadlines" + query, TestContext.Current.CancellationToken);
        await AssertProblemAsync(response, field, found, allowed);
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("{", "1")]
    [InlineData("{\n\"question\": x}", "2")]
    [InlineData("""{"question":"a",}""", "1")]
    [InlineData("""{"question":"a"} {}""", "1")]
    [InlineData("// a\n{}", "1")]
    [InlineData("""{"profile":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}""", "1")]
    public async Task MalformedJson_IsRefusedWithItsPlace(string body, string line)
    {
        foreach (var path in new[] { "/api/ask", "/api/self-check" })
        {
            using var response = await bot.PostAsync(path, body);
            var problem = await ProblemAsync(response, HttpStatusCode.BadRequest);
            Assert.Contains($"第 {line} 行", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    [InlineData("null")]
    public async Task JsonThatIsNoObject_IsRefused(string body)
    {
        using var response = await bot.PostAsync("/api/ask", body);
        await ProblemAsync(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task BytesThatAreNoUtf8_AreRefused()
    {
        using var content = new ByteArrayContent([.. """{"question":" """u8, 0xFF, 0xC0, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await bot.Client.PostAsync("/api/ask", content, TestContext.Current.CancellationToken);
        await ProblemAsync(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task SeveralProblems_AreAllNamedAtOnce()
    {
        using var response = await bot.PostAsync("/api/self-check", """{"asOf":"x","profile":{"education":"x","in_county":"x"}}""");
        var problem = await ProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(["asOf", "profile.education", "profile.in_county"], problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task AnotherContentType_Is415(string type)
    {
        using var response = await bot.PostAsync("/api/ask", """{"question":"a"}""", type);
        await ProblemAsync(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task NoContentType_Is415()
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"question":"a"}"""));
        using var response = await bot.Client.PostAsync("/api/ask", content, TestContext.Current.CancellationToken);
        await ProblemAsync(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task ALongQuestion_IsRefusedWithTheLimit()
    {
        using var response = await bot.PostAsync("/api/ask", JsonSerializer.Serialize(new { question = new string('问', 2001) }));
        var problem = await AssertProblemAsync(response, "question", null, "2000");
        Assert.Contains("2001", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(problem.GetProperty("found").GetString()!.Length < 100);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AMegabyte_Is413(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ask")
        {
            Content = new StringContent($$"""{"question":"{{new string('a', 1 << 20)}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await bot.Client.SendAsync(request, TestContext.Current.CancellationToken);
        await ProblemAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    private async Task AssertRefusedAsync(string path, string body, string field, string? found, string? allowed)
    {
        using var response = await bot.PostAsync(path, body);
        await AssertProblemAsync(response, field, found, allowed);
    }

    private static async Task<JsonElement> AssertProblemAsync(HttpResponseMessage response, string field, string? found, string? allowed)
    {
        var problem = await ProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(field, problem.GetProperty("field").GetString());
        if (found is not null) Assert.Equal(found, problem.GetProperty("found").GetString());
        if (allowed is not null) Assert.Contains(problem.GetProperty("allowed").EnumerateArray(), a => a.GetString()!.Contains(allowed, StringComparison.Ordinal));
        Assert.Contains(field.Split('.')[^1], problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        return problem;
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", problem.GetProperty("title").GetString()!);
        return problem;
    }
}
