namespace Bot.Pages;

/// <summary>What all pages look alike in.</summary>
internal static class Layout
{
    public static Html Page(string title, Html head, Html body) => Html.Of($"""
        <!doctype html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
        <meta name="color-scheme" content="light dark">
        <meta name="theme-color" content="#0e5a58" media="(prefers-color-scheme: light)">
        <meta name="theme-color" content="#0d2b2b" media="(prefers-color-scheme: dark)">
        <meta name="format-detection" content="telephone=no">
        <title>{title}</title>
        <link rel="icon" href="{Icon}">
        {head}
        </head>
        {body}
        </html>
        """);

    /// <summary>Shown while notice time is not real time.</summary>
    public static Html Rehearsal(DateTimeOffset now) => Html.Of($"""
        <p class="rehearsal" role="status">演练中：系统时间设为 <time>{now.ToString("yyyy-MM-dd HH:mm")}</time>，不是真实日期</p>
        """);

    // A sheet of paper with a tick: drawn here, so that there is nothing to fetch.
    public static readonly Html Mark = Html.Raw("""
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><path class="sheet" d="M8 3h11l6 6v17a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z"/><path class="fold" d="M19 3v4a2 2 0 0 0 2 2h4"/><path class="tick" d="M10 18.5l3.6 3.6 7-7.6"/></svg>
        """);

    public const string Icon = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%230e5a58'/%3E%3Cpath d='M9 17l5 5 9-10' fill='none' stroke='%23fff' stroke-width='3.4' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";
}
