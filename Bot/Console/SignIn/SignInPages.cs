using Bot.Pages;

namespace Bot.HrConsole.SignIn;

/// <summary>The pages that somebody sees who has not signed in: they say nothing of anybody.</summary>
internal static class SignInPages
{
    public static Html SignIn(PageAssets assets, string formToken, string to, string name, string? complaint) => Page(assets, "登录", Html.Of($"""
        <h1>登录</h1>
        {Complaint(complaint)}
        {Leads(to)}
        <form method="post" action="sign-in">
        {Hidden("form-token", formToken)}{Hidden("to", to)}
        <label>用户名<input name="name" value="{name}" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus></label>
        <label>密码<input name="password" type="password" autocomplete="current-password" required></label>
        <button>登录</button>
        </form>
        <p class="small">忘了密码，请管理员在“账号”页重设；管理员自己忘了，请管理服务器的同事开一个重设链接。</p>
        """));

    public static Html SetUp(PageAssets assets, string formToken, string token, string name, string? complaint) => Page(assets, "建立管理员账号", Html.Of($"""
        <h1>建立管理员账号</h1>
        <p>这个链接只能用一次。建好以后，您可以在“账号”页给同事开账号。</p>
        {Complaint(complaint)}
        <form method="post" action="set-up">
        {Hidden("form-token", formToken)}{Hidden("token", token)}
        <label>用户名<input name="name" value="{name}" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus><small>{Accounts.LocalAccount.NameRule}</small></label>
        <label>密码<input name="password" type="password" autocomplete="new-password" minlength="{Accounts.Passwords.Shortest}" required><small>至少 {Accounts.Passwords.Shortest} 个字符，一句好记的话就很好</small></label>
        <label>再输一次密码<input name="again" type="password" autocomplete="new-password" required></label>
        <button>建立并登录</button>
        </form>
        """));

    public static Html Reset(PageAssets assets, string formToken, string token, string name, string? complaint) => Page(assets, "重设密码", Html.Of($"""
        <h1>给“{name}”设一个新密码</h1>
        <p>设好以后，原来的登录都会结束。这个链接只能用一次。</p>
        {Complaint(complaint)}
        <form method="post" action="set-up">
        {Hidden("form-token", formToken)}{Hidden("token", token)}
        <label>新密码<input name="password" type="password" autocomplete="new-password" minlength="{Accounts.Passwords.Shortest}" required autofocus><small>至少 {Accounts.Passwords.Shortest} 个字符，一句好记的话就很好</small></label>
        <label>再输一次新密码<input name="again" type="password" autocomplete="new-password" required></label>
        <button>设好并登录</button>
        </form>
        """));

    public static Html NotSetUp(PageAssets assets) => Page(assets, "还没有账号", Html.Raw("""
        <h1>还没有账号</h1>
        <p>程序启动时在日志里打印了一个一次性的设置链接，请管理服务器的同事打开它，建立第一个账号。</p>
        """));

    public static Html LinkUsed(PageAssets assets) => Page(assets, "链接无效", Html.Raw("""
        <h1>这个链接不能用了</h1>
        <p>它已经用过、过期了，或者地址没有复制完整。</p>
        <p><a href="sign-in">去登录</a></p>
        """));

    public static Html Stale(PageAssets assets) => Page(assets, "页面过期了", Html.Raw("""
        <h1>页面放得太久了</h1>
        <p>为了安全，请重新打开登录页再填一次。</p>
        <p><a href="sign-in">去登录</a></p>
        """));

    public static Html SignOut(PageAssets assets, string formToken) => Page(assets, "退出", Html.Of($"""
        <h1>退出控制台？</h1>
        <form method="post" action="sign-out">{Hidden("form-token", formToken)}<button autofocus>退出</button></form>
        <p class="small"><a href="/console/">不退出，回到控制台</a></p>
        """));

    public static Html SignedOut(PageAssets assets) => Page(assets, "已退出", Html.Raw("""
        <h1>已退出</h1>
        <p><a href="sign-in">重新登录</a></p>
        """));

    public static Html Enter(PageAssets assets, string url) => Layout.Page("正在进入",
        Html.Of($"""<meta http-equiv="refresh" content="0; url={url}"><link rel="stylesheet" href="{assets.Url("sign-in.css")}">"""),
        Html.Of($"""<body><main class="card"><p>正在进入控制台……</p><p class="small"><a href="{url}">没有自动跳转就点这里</a></p></main></body>"""));

    public static Task WriteNoRoleAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status403Forbidden, assets => Page(assets, "没有权限", Html.Raw("""
        <h1>您的账号还没有权限</h1>
        <p>请管理统一登录的同事给您加上角色：查看（viewer）、经办（operator）或审批（approver）。</p>
        """)));

    public static Task WriteProviderFailedAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status502BadGateway, assets => Page(assets, "登录没有完成", Html.Raw("""
        <h1>登录没有完成</h1>
        <p>统一登录没有给出有效的答复，可能是等得太久，或那边暂时有问题。</p>
        <p><a href="/console/">再试一次</a></p>
        """)));

    private static Task WriteAsync(HttpContext context, int status, Func<PageAssets, Html> page)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(page(context.RequestServices.GetRequiredService<PageAssets>()).ToString(), context.RequestAborted);
    }

    private static Html Page(PageAssets assets, string title, Html content) => Layout.Page($"{title} · 控制台",
        Html.Of($"""<link rel="stylesheet" href="{assets.Url("sign-in.css")}">"""),
        Html.Of($"""
            <body>
            <header class="bar">{Layout.Mark}<span>通知助手 · 控制台</span></header>
            <main class="card">{content}</main>
            </body>
            """));

    // Whom the end of the session threw out of a page wonders what became of it.
    private static Html Leads(string to) => to is "" or "/" ? Html.Nothing : Html.Of($"<p>登录后回到刚才那一页，没写完的还在。</p>");

    private static Html Complaint(string? text) => text is null ? Html.Nothing : Html.Of($"""<p class="complaint" role="alert">{text}</p>""");

    private static Html Hidden(string name, string value) => Html.Of($"""<input type="hidden" name="{name}" value="{value}">""");
}
