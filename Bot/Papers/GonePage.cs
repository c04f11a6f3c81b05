using Bot.Pages;

namespace Bot.Papers;

/// <summary>For a download link that does not work: says why that may be, and how to get a new one.</summary>
internal sealed class GonePage(PageAssets assets)
{
    public Html Render() => Layout.Page("链接已失效",
        Html.Of($"""<link rel="stylesheet" href="{assets.Url("notice.css")}">"""),
        Html.Of($"""
            <body>
            <header class="bar"><a class="home" href="/">{Layout.Mark}<span>通知助手</span></a><a class="ask" href="/">问助手</a></header>
            <main class="missing">
            <h1>这个下载链接用不了了</h1>
            <p>链接只在一段时间里有效，也可能没有复制完整，或者您已经让我删除了记录。</p>
            <p>回到聊天里说一句“模板发我”，我马上给您新的。</p>
            <p><a href="/">回到首页问助手</a></p>
            </main>
            </body>
            """));
}
