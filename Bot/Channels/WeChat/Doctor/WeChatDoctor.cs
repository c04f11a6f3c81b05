using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Crypt;
using Bot.Channels.WeChat.Accounts;

namespace Bot.Channels.WeChat.Doctor;

/// <summary>Looks at everything that has to be right between an account and this assistant, and says what to click where.</summary>
internal sealed partial class WeChatDoctor(WeChatAccount account, PlatformApi api, HttpClient http, TimeProvider time, TextWriter output)
{
    private const string Interfaces = "公众平台「设置与开发—开发接口管理」";
    private bool well = true;

    /// <returns>True: nothing has to be mended.</returns>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await CheckSettingsAsync();
        await CheckAddressAsync(ct);
        if (!account.HasApi) await NoteAsync("没有配 AppSecret：只能被动回复，菜单、客服消息、通知都不可用。");
        else if (await CheckTokenAsync(ct))
        {
            await CheckCallersAsync(ct);
            await CheckRightAsync(ct);
            await CheckTemplatesAsync(ct);
            await CheckMenuAsync(ct);
        }
        await output.WriteLineAsync(well ? "没有发现问题。" : "请按上面打 ✗ 的各项改好后再检查一次。");
        return well;
    }

    private async Task CheckSettingsAsync()
    {
        await SayAsync(account.Settings.AppId.Length > 0, "AppID 已配置", $"没有配 AppID：在{Interfaces}复制后设 WeChat:AppId");
        if (account.Settings.Mode == WeChatMode.Plain) await NoteAsync($"消息不加密：建议在{Interfaces}把消息加解密方式改为安全模式，再设 WeChat:Mode=Safe。");
        else if (account.Secrets.Crypts.Count == 0) await NoteAsync($"没有配 EncodingAESKey：只能用明文模式。建议在{Interfaces}生成后设 WeChat:EncodingAesKey，并改用安全模式。");
        else if (account.Settings.Mode == WeChatMode.Compatible) await NoteAsync("现在明文和加密的消息都收；连通后建议控制台选安全模式，并设 WeChat:Mode=Safe。");
        else await SayAsync(true, "安全模式，只收加密消息", "");
    }

    private async Task CheckAddressAsync(CancellationToken ct)
    {
        if (account.Settings.PublicUrl.Length == 0)
        {
            await NoteAsync("没有配 WeChat:PublicUrl：不能从外面检查服务器地址，主动发的消息里也没有链接。");
            return;
        }
        var address = new Uri($"{account.Settings.PublicUrl}/wechat/{account.Name}");
        await SayAsync(address.IsDefaultPort, $"服务器地址 {address}", $"服务器地址 {address} 的端口不行：微信只访问 http 80 和 https 443");
        var stamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var query = $"signature={Signature.Of(account.Settings.Token, stamp, "doctor")}&timestamp={stamp}&nonce=doctor&echostr=5927782489442352469";
        try
        {
            using var response = await http.GetAsync(new Uri($"{address}?{query}"), ct);
            var echoed = await response.Content.ReadAsStringAsync(ct) == "5927782489442352469";
            await SayAsync(echoed, "地址和 Token 验证通过", $"访问 {address} 得到 {(int)response.StatusCode}：{((int)response.StatusCode == 404 ? "机器人没有用这份配置启动，或反向代理没有转发 /wechat" : "Token 与运行中的机器人不一致，或本机时间不准")}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            await SayAsync(false, "", $"访问不了 {address}：检查域名、证书和反向代理");
        }
    }

    private async Task<bool> CheckTokenAsync(CancellationToken ct)
    {
        var result = await api.SendAsync(account.Api, account.Api.TokenCall(false), null, ct);
        var seen = result.Code == 40164 ? Address.Match(result.Body?["errmsg"]?.ToString() ?? "").Value : "";
        await SayAsync(result.IsOk, "AppID、AppSecret 和 IP 白名单都对，拿到了凭证", result.Sentence + (seen.Length > 0 ? $"：{seen}" : ""));
        return result.IsOk;
    }

    private async Task CheckCallersAsync(CancellationToken ct)
    {
        var result = await CallAsync("cgi-bin/getcallbackip", null, ct);
        if (result.IsOk) await NoteAsync($"微信服务器有 {result.Body!["ip_list"]?.AsArray().Count ?? 0} 个来访地址；如有防火墙，放行它们（会变，应以签名为准）。");
    }

    // Nobody is told anything: the person does not exist, and the platform looks at the right first.
    private async Task CheckRightAsync(CancellationToken ct)
    {
        var result = await CallAsync("cgi-bin/message/custom/typing", new JsonObject { ["touser"] = "doctor-is-nobody", ["command"] = "Typing" }, ct);
        var granted = result.Kind is not (ApiKind.NoRight or ApiKind.Busy or ApiKind.Uncertain or ApiKind.Token or ApiKind.Configuration);
        if (granted && !account.Settings.CustomerService) await NoteAsync("公众号有客服消息权限，但没有启用：设 WeChat:CustomerService=true 后，长回答和提醒能直接发给对方。");
        else if (granted) await SayAsync(true, "有客服消息权限", "");
        else if (account.Settings.CustomerService) await SayAsync(false, "", $"没有客服消息权限，却设了 WeChat:CustomerService=true：{result.Sentence}");
        else await NoteAsync("没有客服消息权限：放不下的内容会在对方下次来信时给出。完成微信认证后可启用。");
    }

    private async Task CheckTemplatesAsync(CancellationToken ct)
    {
        if (account.Settings.Templates.Length == 0) await NoteAsync("没有配订阅通知或模板消息：超过 48 小时没有来信的人，只能等对方来信。");
        foreach (var kind in account.Settings.Templates.GroupBy(t => t.Kind))
        {
            var (path, list, id) = kind.Key == WeChatTemplateKind.Subscription ? ("wxaapi/newtmpl/gettemplate", "data", "priTmplId") : ("cgi-bin/template/get_all_private_template", "template_list", "template_id");
            var result = await CallAsync(path, null, ct);
            var known = result.Body?[list] is JsonArray items ? items.ToLookup(i => i?[id]?.ToString(), i => i?["content"]?.ToString() ?? "") : Enumerable.Empty<string>().ToLookup(i => (string?)i);
            foreach (var template in kind)
            {
                var found = result.IsOk && known.Contains(template.Id);
                await SayAsync(found, $"模板 {template.Id} 在账号里", result.IsOk ? $"模板 {template.Id} 不在账号里：在公众平台「{(kind.Key == WeChatTemplateKind.Subscription ? "订阅通知" : "模板消息")}—我的模板」复制模板 ID" : result.Sentence);
                foreach (var problem in TemplateCheck.Problems(template, found ? known[template.Id].First() : "")) await SayAsync(false, "", $"模板 {template.Id}：{problem}");
            }
        }
    }

    private async Task CheckMenuAsync(CancellationToken ct)
    {
        var result = await CallAsync("cgi-bin/menu/get", null, ct);
        if (result.IsOk) await SayAsync(true, "有自定义菜单", "");
        else await NoteAsync(result.Kind == ApiKind.Done ? "还没有自定义菜单：运行 wechat menu push 发布。" : $"查不到自定义菜单：{result.Sentence}。");
    }

    private Task<ApiResult> CallAsync(string path, JsonObject? body, CancellationToken ct) => api.CallAsync(account.Api, new(path, body), ct);

    private Task SayAsync(bool good, string yes, string no)
    {
        well &= good;
        return output.WriteLineAsync(good ? $"✓ {yes}。" : $"✗ {no}。");
    }

    private Task NoteAsync(string text) => output.WriteLineAsync($"· {text}");

    [GeneratedRegex(@"\d{1,3}(\.\d{1,3}){3}")]
    private static partial Regex Address { get; }
}
