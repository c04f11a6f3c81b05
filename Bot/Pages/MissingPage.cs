using Knowledge.Notices;

namespace Bot.Pages;

/// <summary>In place of a page that cannot be shown: says so, and where to go; and the list of notices.</summary>
internal sealed class MissingPage(PageAssets assets)
{
    public Html Render(NoticeLibrary notices) => Page("没有这份通知", Html.Of($"""
        <p>地址里的通知编号不对，或者这份通知已经不在这里了。</p>
        {(notices.All.IsEmpty ? Html.Nothing : Html.Of($"<p>您可以看这些通知：</p>{Links(notices)}"))}
        """));

    public Html List(NoticeLibrary notices) => Page("通知", notices.All.IsEmpty ? Html.Of($"<p>现在还没有通知。</p>") : Links(notices));

    public Html Explain(string title, string sentence) => Page(title, Html.Of($"<p>{sentence}</p>"));

    private static Html Links(NoticeLibrary notices) => Html.Of($"""
        <ul>{notices.All.Select(n => Html.Of($"""<li><a href="/notices/{n.Id.Value}">{n.ShortName}</a>　{n.Issued.ToString("yyyy年M月d日")}</li>"""))}</ul>
        """);

    private Html Page(string title, Html content) => Layout.Page(title,
        Html.Of($"""<link rel="stylesheet" href="{assets.Url("notice.css")}">"""),
        Html.Of($"""
            <body>
            <header class="bar"><a class="home" href="/">{Layout.Mark}<span>通知助手</span></a><a class="ask" href="/">问助手</a></header>
            <main class="missing">
            <h1>{title}</h1>
            {content}
            <p><a href="/">回到首页问助手</a></p>
            </main>
            </body>
            """));
}
