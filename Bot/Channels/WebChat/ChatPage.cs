using Bot.Pages;
using Bot.State.Banners;
using Bot.State.Time;
using Dialogs.Replies;
using Dialogs.Turns;
using Knowledge.Notices;

namespace Bot.Channels.WebChat;

/// <summary>The page at <c>/</c>. It shows the greeting at once, with buttons that work while Web Chat itself is still on its way.</summary>
internal sealed class ChatPage(PageAssets assets, NoticeLibrary notices, WelcomeStep welcome, NoticeClock clock, BannerBoard banners)
{
    public Task ServeAsync(HttpContext context)
    {
        var nonce = PageWriter.NewNonce();
        return PageWriter.WriteAsync(context, Render(nonce), nonce: nonce);
    }

    private Html Render(string nonce)
    {
        var notice = notices.Default(clock.Today);
        var greeting = welcome(new ConversationState(), clock.Now).Replies;
        var name = notice?.ShortName ?? "通知助手";
        return Layout.Page($"{name} · 助手",
            Html.Of($"""
                <link rel="stylesheet" href="{assets.Url("chat.css")}">
                <link rel="preload" as="script" href="{assets.Url("webchat.js")}">
                <script src="{assets.Url("chat.js")}" defer></script>
                """),
            Html.Of($"""
                <body data-webchat="{assets.Url("webchat.js")}" data-nonce="{nonce}" data-notice="{name}">
                {(clock.IsRehearsal ? Layout.Rehearsal(clock.Now) : Html.Nothing)}
                {(banners.Current is { } banner ? Html.Of($"""<p class="announced" role="status">{banner.Text}</p>""") : Html.Nothing)}
                <header class="bar">
                {Layout.Mark}
                <div class="names"><h1>{name}</h1><p>{(notice is null ? "问答 · 自查 · 提醒" : notice.Issuer)}</p></div>
                <nav aria-label="页面">
                {(notice is null ? Html.Nothing : Html.Of($"""<a class="quiet" href="/notices/{notice.Id.Value}" target="notice">看通知</a>"""))}
                <button type="button" id="more" class="quiet" aria-haspopup="true" aria-expanded="false" aria-controls="menu" aria-label="更多">⋯</button>
                <div id="menu" role="menu" hidden>
                <button type="button" role="menuitem" id="print" hidden>打印或保存自查结果</button>
                <button type="button" role="menuitem" data-say="重新开始自查">重新开始自查</button>
                <button type="button" role="menuitem" data-say="清除我的数据">清除我的数据</button>
                <p>对话保存在本单位服务器上，号码会先遮盖；您随时可以清除。</p>
                </div>
                </nav>
                </header>
                <p id="state" class="state" role="status" hidden></p>
                <main id="chat" aria-label="对话">
                <div id="shell" class="shell">{greeting.Select(Bubble)}<p class="loading" role="status">正在打开对话…</p></div>
                </main>
                <noscript><p class="state">这个页面需要启用 JavaScript。{(notice is null ? Html.Nothing : Html.Of($"""您可以先<a href="/notices/{notice.Id.Value}">看通知原文</a>。"""))}</p></noscript>
                <section id="receipt" aria-hidden="true"></section>
                </body>
                """));
    }

    private static Html Bubble(Reply reply) => Html.Of($"""
        <div class="bubble">{Html.Lines(reply.Text)}</div>
        <div class="starters">{reply.Choices.Select(c => Html.Of($"""<button type="button" data-say="{c.Value}">{c.Title}</button>"""))}</div>
        """);
}
