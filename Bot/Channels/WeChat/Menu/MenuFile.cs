using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bot.Channels.WeChat.Menu;

/// <summary>One button: it says something, opens a page, or opens more buttons.</summary>
internal sealed record MenuButton(string Name, string? Say = null, string? Url = null, ImmutableArray<MenuButton>? Buttons = null);

/// <summary>The account's menu as data: the file that is shipped, or one of the account's own.</summary>
internal static class MenuFile
{
    private const string Shipped = "Bot.Channels.WeChat.Menu.menu.json";
    private const int MostTop = 3, MostBelow = 5, LongestTop = 16, LongestBelow = 60, LongestKey = 128, LongestUrl = 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip };

    /// <param name="path">Empty: the shipped one.</param>
    /// <returns>The buttons, or what is wrong with the file, a sentence each.</returns>
    public static (ImmutableArray<MenuButton> Buttons, ImmutableArray<string> Problems) Read(string path)
    {
        try
        {
            using var stream = path.Length == 0 ? typeof(MenuFile).Assembly.GetManifestResourceStream(Shipped)! : File.OpenRead(path);
            var buttons = JsonSerializer.Deserialize<ImmutableArray<MenuButton>>(stream, Strict);
            return (buttons, [.. Check(buttons)]);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return ([], [$"{(path.Length == 0 ? "menu.json" : path)}：{e.Message}"]);
        }
    }

    /// <summary>As the platform takes it.</summary>
    public static JsonObject ToApi(ImmutableArray<MenuButton> buttons) => new() { ["button"] = new JsonArray([.. buttons.Select(ToNode)]) };

    private static JsonNode ToNode(MenuButton button)
    {
        var node = new JsonObject { ["name"] = button.Name };
        if (button.Buttons is { IsDefaultOrEmpty: false } below) node["sub_button"] = new JsonArray([.. below.Select(ToNode)]);
        else if (button.Url is { } url) (node["type"], node["url"]) = ("view", url);
        else (node["type"], node["key"]) = ("click", WeChatMenu.KeyOf(button.Say!));
        return node;
    }

    private static IEnumerable<string> Check(ImmutableArray<MenuButton> buttons)
    {
        if (buttons.Length is 0 or > MostTop) yield return $"一级按钮有 {buttons.Length} 个；要 1 到 {MostTop} 个。";
        foreach (var top in buttons)
        {
            foreach (var problem in Check(top, LongestTop)) yield return problem;
            if (top.Buttons is not { IsDefaultOrEmpty: false } below) continue;
            if (below.Length > MostBelow) yield return $"“{top.Name}”下面有 {below.Length} 个按钮；最多 {MostBelow} 个。";
            foreach (var problem in below.SelectMany(b => Check(b, LongestBelow))) yield return problem;
            foreach (var deep in below.Where(b => b.Buttons is { IsDefaultOrEmpty: false })) yield return $"“{deep.Name}”在第二级，不能再有下级按钮。";
        }
    }

    private static IEnumerable<string> Check(MenuButton button, int longest)
    {
        if (string.IsNullOrWhiteSpace(button.Name) || Encoding.UTF8.GetByteCount(button.Name) > longest) yield return $"按钮“{button.Name}”的名字长度不对：要 1 到 {longest} 字节，一个汉字 3 字节。";
        var kinds = (button.Say is null ? 0 : 1) + (button.Url is null ? 0 : 1) + (button.Buttons is { IsDefaultOrEmpty: false } ? 1 : 0);
        if (kinds != 1) yield return $"按钮“{button.Name}”要有 say、url、buttons 三者之一，且只能有一个。";
        if (button.Say is { } say && Encoding.UTF8.GetByteCount(WeChatMenu.KeyOf(say)) > LongestKey) yield return $"按钮“{button.Name}”要说的话太长：最多 {LongestKey - 4} 字节。";
        if (button.Url is { } url && (Encoding.UTF8.GetByteCount(url) > LongestUrl || !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "https" or "http"))) yield return $"按钮“{button.Name}”的网址不对：要完整的 https:// 网址，最多 {LongestUrl} 字节。";
    }
}
