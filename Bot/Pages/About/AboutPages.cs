namespace Bot.Pages.About;

/// <summary><c>/privacy</c> and <c>/terms</c>: what is kept of people and what answers are worth. App packages of other platforms link to both.</summary>
internal sealed class AboutPages(PageAssets assets)
{
    public Task ServePrivacyAsync(HttpContext context) => PageWriter.WriteAsync(context, Render("隐私说明",
    [
        ("我们保存什么", "您告诉助手的情况（例如学历、单位性质）、自查进度和勾选的材料、助手发给您的回答，以及发消息需要的会话编号。这些都保存在本单位的服务器上。"),
        ("我们不保存什么", "身份证号、手机号、银行卡号在保存之前就会遮盖；图片和文件不保存；姓名和您提到的其他人不保存。"),
        ("用来做什么", "只用来回答您、做自查和到期提醒。通知没有写到的问题会遮盖号码后转给经办部门，用来改进答复。不提供给其他单位或个人。"),
        ("保存多久", "最后一次对话之后保存一段时间（默认180天），到期自动删除。"),
        ("怎么删除", "随时对助手说“清除我的数据”，确认后立即删除您的全部记录。"),
    ]));

    public Task ServeTermsAsync(HttpContext context) => PageWriter.WriteAsync(context, Render("使用说明",
    [
        ("助手的回答", "助手只按官方通知原文回答，并附上条款；通知没有写的会直说，并给出咨询电话。"),
        ("自查结果", "自查是初步结果，不代表审核结论，一切以经办部门的审核为准。"),
        ("请不要发送", "请不要发送身份证号、银行卡号等个人号码，也不要发送涉密内容。"),
        ("在群里", "群聊和频道里只回答政策问题，自查和个人的事请私聊助手。"),
    ]));

    private Html Render(string title, (string Heading, string Text)[] sections) => Layout.Page(title,
        Html.Of($"""<link rel="stylesheet" href="{assets.Url("notice.css")}">"""),
        Html.Of($"""
            <body>
            <header class="bar"><a class="home" href="/">{Layout.Mark}<span>通知助手</span></a><a class="ask" href="/">问助手</a></header>
            <main class="missing">
            <h1>{title}</h1>
            {sections.Select(s => Html.Of($"""<h2>{s.Heading}</h2><p>{s.Text}</p>"""))}
            <p><a href="/">回到首页问助手</a></p>
            </main>
            </body>
            """));
}
