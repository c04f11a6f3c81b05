using System.Text.RegularExpressions;
using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Text;
using Bot.Channels.WeChat;
using Bot.Hosting;
using Bot.State.Redis;
using Microsoft.Extensions.Options;

namespace Bot.Channels.WeCom.Bulk;

/// <summary><c>wecom send id text user:… party:… tag:…</c>: one message of HR to many of the company's people.</summary>
internal static partial class WeComCommands
{
    public static async Task<int> SendAsync(string[] args, IConfiguration settings, TextWriter output, TextWriter error)
    {
        if (args is not [var id, var text, .. { Length: > 0 } receivers] || !Name.IsMatch(id) || Audience(receivers) is not { } audience || TextSplitter.Bytes(text) is 0 or > TextSplitter.MostBytes)
        {
            await error.WriteLineAsync($"wecom send <id: a-z, 0-9, -> <text, at most {TextSplitter.MostBytes} bytes> user:<id> | party:<id> | tag:<id> …\nThe same id goes on where it stopped and sends nothing twice.");
            return 2;
        }
        try
        {
            var app = new WeComApp(Options.Create(settings.Read<WeComOptions>(WeComOptions.Section)));
            if (!app.HasApi)
            {
                await error.WriteLineAsync("没有配置企业微信：先设 WeCom:CorpId、WeCom:AgentId 和 WeCom:Secret，见 docs/zh-CN/connect-wechat.md。");
                return 1;
            }
            using var http = Tencent.Extensions.MakeClient(settings.Read<WeChatOptions>(WeChatOptions.Section).ApiTimeoutSeconds);
            var ledger = Path.Combine(settings.Read<DataOptions>("Data").Directory, "wecom", $"{id}.jsonl");
            var lines = await new WeComBulk(app, new PlatformApi(http, new BriefTokens(), TimeProvider.System), TimeProvider.System, ledger).SendAsync(audience, text, CancellationToken.None);
            foreach (var line in lines) await output.WriteLineAsync(Say(line));
            await output.WriteLineAsync($"记录在 {ledger}，里面有成员账号，用完请删除。");
            return lines.All(l => l is { State: "sent", Unreached.Count: 0 }) ? 0 : 1;
        }
        catch (StartException broken)
        {
            await error.WriteLineAsync(broken.Message);
            return 1;
        }
    }

    private static string Say(BulkLine line) => $"第 {line.Part + 1} 批：" + line.State switch
    {
        "sent" when line.Unreached.Count == 0 => "已发送。",
        "sent" => $"已发送；没有送到的 {line.Unreached.Count} 个：{string.Join("、", line.Unreached)}。",
        "refused" => $"没有发送：{line.Reason}。",
        "waiting" => $"还没发送：{line.Reason}。用同一个编号再运行一次即可。",
        _ => $"不确定是否发出：{line.Reason}。",
    };

    private static WeComAudience? Audience(string[] receivers)
    {
        var parts = receivers.Select(r => r.Split(':', 2)).ToArray();
        return parts.All(p => p is ["user" or "party" or "tag", { Length: > 0 } id] && !id.Contains('|', StringComparison.Ordinal)) ? new(Of("user"), Of("party"), Of("tag")) : null;

        string[] Of(string kind) => [.. parts.Where(p => p[0] == kind).Select(p => p[1])];
    }

    [GeneratedRegex("^[a-z0-9-]{1,60}$")]
    private static partial Regex Name { get; }
}
