using Bot.Channels.Tencent.Api;

namespace Bot.Channels.WeCom;

/// <summary>The error codes of WeCom.</summary>
internal static class WeComErrors
{
    public static readonly ApiErrors All = new(new Dictionary<int, (ApiKind, string)>
    {
        [-1] = (ApiKind.Busy, "企业微信系统繁忙，稍后自动再试"),
        [40001] = (ApiKind.Configuration, "应用的 Secret 不对，请在企业微信管理后台「应用管理—自建应用」查看后改 WeCom:Secret"),
        [40091] = (ApiKind.Configuration, "应用的 Secret 已作废，请在企业微信管理后台「应用管理—自建应用」重新查看后改 WeCom:Secret"),
        [40013] = (ApiKind.Configuration, "企业 ID 不对，请在企业微信管理后台「我的企业」核对后改 WeCom:CorpId"),
        [40056] = (ApiKind.Configuration, "AgentId 不对，请在企业微信管理后台「应用管理—自建应用」核对后改 WeCom:AgentId"),
        [40014] = (ApiKind.Token, "企业微信凭证无效，已自动重新获取"),
        [42001] = (ApiKind.Token, "企业微信凭证过期，已自动重新获取"),
        [40003] = (ApiKind.PersonGone, "通讯录里没有这个成员"),
        [40031] = (ApiKind.PersonGone, "成员名单里有不存在的成员"),
        [40033] = (ApiKind.Content, "内容里有企业微信不接受的字符"),
        [45009] = (ApiKind.SlowDown, "调用太频繁，几分钟后自动再试"),
        [45033] = (ApiKind.SlowDown, "同时调用太多，稍后自动再试"),
        [48002] = (ApiKind.NoRight, "应用没有这个接口的权限，请在企业微信管理后台检查应用权限"),
        [60011] = (ApiKind.PersonGone, "对方不在应用的可见范围内，请在企业微信管理后台「应用管理—可见范围」加上"),
        [60020] = (ApiKind.Configuration, "服务器 IP 不在企业可信 IP 里，请在企业微信管理后台「应用管理—企业可信IP」加上本服务器的出口 IP"),
        [81013] = (ApiKind.PersonGone, "收件人都不在应用的可见范围内，或不存在"),
    }, "企业微信管理后台");
}
