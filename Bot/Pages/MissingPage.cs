using Knowledge.Notices;

namespace Bot.Pages;

/// <summary>For an address that does not exist: says so, and where to go.</summary>
internal sealed class MissingPage(PageAssets assets)
{
    public Html Render(NoticeLibrary notices) => Layout.Page("没有这份通知",
        Html.Of($"""<link rel="stylesheet" href="{assets.Url("notice.css")}">"""),
        Html.Of($"""
            <body>
            <header class="bar"><a class="home" href="/">{Layout.Mark}<span>通知助手</span></a><a class="ask" href="/">问助手</a></header>
            <main class="missing">
            <h1>没有这份通知</h1>
            <p>地址里的通知编号不对，或者这份通知已经不在这里了。</p>
            {(notices.All.IsEmpty ? Html.Nothing : Html.Of($"""
                <p>您可以看这些通知：</p>
                <ul>{notices.All.Select(n => Html.Of($"""<li><a href="/notices/{n.Id.Value}">{n.ShortName}</a>　{n.Issued.ToString("yyyy年M月d日")}</li>"""))}</ul>
                """))}
            <p><a href="/">回到首页问助手</a></p>
            </main>
            </body>
            """));
}
