using System.Text.RegularExpressions;
using Bot.Channels.WeChat.Sending;

namespace Bot.Channels.WeChat.Doctor;

/// <summary>Whether the fields of a configured template are those of the account's, and hold what the platform takes in each.</summary>
internal static partial class TemplateCheck
{
    /// <param name="content">The template as the account has it, with its fields as <c>{{thing1.DATA}}</c>; empty: unknown.</param>
    /// <returns>What is wrong, a Chinese sentence each without its end.</returns>
    public static IEnumerable<string> Problems(WeChatTemplateOptions template, string content)
    {
        var wanted = Fields.Matches(content).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        if (wanted.Count > 0)
        {
            foreach (var field in wanted.Where(f => !template.Fields.ContainsKey(f))) yield return $"缺栏目 {field}，在 Fields 里补上，否则微信会拒收（47003）";
            foreach (var field in template.Fields.Keys.Where(f => !wanted.Contains(f))) yield return $"没有 {field} 这一栏，账号里的栏目是 {string.Join('、', wanted)}";
        }
        foreach (var (field, text) in template.Fields)
            if (Problem(field, text) is { } problem) yield return problem;
    }

    private static string? Problem(string field, string text)
    {
        if (TemplateText.Unknown(text).FirstOrDefault() is { } unknown) return $"{field} 里的 {{{unknown}}} 不认识，可用 {string.Join('、', TemplateText.Placeholders.Select(p => $"{{{p}}}"))}";
        if (TemplateField.Find(field) is not { } kind) return $"栏目名 {field} 不像微信的栏目，应像 thing1、time2、date3";
        return TemplateField.Value(field, text, TemplateFacts.Example) is null ? $"{field}（{kind.Name}）不能填“{text}”：{kind.Rule}" : null;
    }

    [GeneratedRegex(@"\{\{\s*(\w+)\.DATA\s*\}\}")]
    private static partial Regex Fields { get; }
}
