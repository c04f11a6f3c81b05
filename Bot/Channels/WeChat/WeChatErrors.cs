using Bot.Channels.Tencent.Api;

namespace Bot.Channels.WeChat;

/// <summary>The error codes of the Official Account platform.</summary>
internal static class WeChatErrors
{
    public static readonly ApiErrors All = new(new Dictionary<int, (ApiKind, string)>
    {
        [-1] = (ApiKind.Busy, "微信系统繁忙，稍后自动再试"),
        [40001] = (ApiKind.Token, "微信凭证无效，已自动重新获取；若反复出现，请核对 AppSecret"),
        [40014] = (ApiKind.Token, "微信凭证无效，已自动重新获取"),
        [42001] = (ApiKind.Token, "微信凭证过期，已自动重新获取"),
        [40003] = (ApiKind.PersonGone, "这个微信号不是本公众号的关注者"),
        [40013] = (ApiKind.Configuration, "AppID 不对，请在公众平台「设置与开发—开发接口管理」核对后改 WeChat:AppId"),
        [40125] = (ApiKind.Configuration, "AppSecret 不对，请在公众平台「设置与开发—开发接口管理」重置后改 WeChat:AppSecret"),
        [40164] = (ApiKind.Configuration, "服务器 IP 不在白名单，请在公众平台「设置与开发—开发接口管理—IP白名单」加上本服务器的出口 IP"),
        [40243] = (ApiKind.Configuration, "AppSecret 已被冻结，请在公众平台「设置与开发—开发接口管理」解冻"),
        [40033] = (ApiKind.Content, "内容里有微信不接受的字符"),
        [40037] = (ApiKind.Configuration, "模板 ID 不对，请在公众平台核对后改 WeChat:Templates"),
        [40200] = (ApiKind.NoRight, "这类公众号不能用这个接口"),
        [41030] = (ApiKind.Configuration, "模板要跳转的小程序页面不对，请核对 WeChat:Templates"),
        [43004] = (ApiKind.PersonGone, "对方已取消关注"),
        [43019] = (ApiKind.PersonGone, "对方在公众号的黑名单里"),
        [43101] = (ApiKind.NoConsent, "对方没有订阅，或订阅次数已用完"),
        [43107] = (ApiKind.NoRight, "公众号的发送能力被封禁，请在公众平台「通知中心」查看原因"),
        [43108] = (ApiKind.SlowDown, "同一个人同时收到多条，稍后自动再试"),
        [45002] = (ApiKind.Content, "内容超过微信的长度上限"),
        [45008] = (ApiKind.Content, "图文超过一篇"),
        [45009] = (ApiKind.DailyQuota, "今天的接口调用次数已用完，明天自动继续；急用可在公众平台「接口权限」清零"),
        [45011] = (ApiKind.SlowDown, "调用太频繁，一分钟后自动再试"),
        [45015] = (ApiKind.WindowClosed, "对方超过 48 小时没有来信，只能等对方来信"),
        [45047] = (ApiKind.WindowClosed, "对方来信后能主动发的条数已用完，只能等对方来信"),
        [45028] = (ApiKind.NoRight, "没有群发次数了"),
        [45065] = (ApiKind.Done, "这一条之前已经发过"),
        [45168] = (ApiKind.Content, "内容含有微信不允许的词，请改写后再发"),
        [47001] = (ApiKind.Content, "微信没有读懂发去的数据"),
        [47003] = (ApiKind.Configuration, "模板的栏目与内容对不上，请核对 WeChat:Templates 里各栏的名字和长度"),
        [48001] = (ApiKind.NoRight, "公众号没有这个接口的权限，请在公众平台「设置与开发—接口权限」查看，通常要先完成微信认证"),
        [48004] = (ApiKind.NoRight, "接口被封禁，请在公众平台「通知中心」查看原因"),
        [48006] = (ApiKind.NoRight, "本月清零次数已用完"),
        [50002] = (ApiKind.PersonGone, "对方的账号受限"),
        [61004] = (ApiKind.Configuration, "服务器 IP 不在白名单，请在公众平台加上本服务器的出口 IP"),
        // Of the menu.
        [40016] = (ApiKind.Content, "菜单按钮个数不对：一级 1 到 3 个，二级 1 到 5 个"),
        [40018] = (ApiKind.Content, "菜单按钮的名字长度不对：一级最多 16 字节，二级最多 60 字节"),
        [40019] = (ApiKind.Content, "菜单按钮的 KEY 最多 128 字节"),
        [40020] = (ApiKind.Content, "菜单按钮的网址最多 1024 字节"),
        [40054] = (ApiKind.Content, "菜单里的网址不合法"),
        [46003] = (ApiKind.Done, "公众号还没有自定义菜单"),
    }, "公众平台");
}
