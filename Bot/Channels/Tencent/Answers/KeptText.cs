using System.Collections.Immutable;
using System.Globalization;
using Bot.Channels.Tencent.Boxes;
using Bot.Channels.Tencent.Text;

namespace Bot.Channels.Tencent.Answers;

/// <summary>An announcement as it is read later, below the answer to something else.</summary>
internal static class KeptText
{
    /// <param name="isWhole">False: its beginning was sent.</param>
    /// <param name="day">When it was to be sent: what it says of days left is as of then.</param>
    public static ImmutableArray<WaitingText> Of(ImmutableArray<WaitingText> texts, bool isWhole, DateOnly day)
    {
        if (texts.IsEmpty) return texts;
        if (texts[^1] is { Choices: null } last) texts = texts.SetItem(texts.Length - 1, last with { Text = ByName(last.Text) });
        var dated = string.Create(CultureInfo.InvariantCulture, $"（{day:M月d日}要发给您的）\n{texts[0].Text}");
        return isWhole && TextSplitter.Bytes(dated) <= TextSplitter.MostBytes ? texts.SetItem(0, texts[0] with { Text = dated }) : texts;
    }

    /// <summary>A number would pick from what the answer above offers: the choices at the end stand by name.</summary>
    public static string ByName(string text)
    {
        var lines = text.Split('\n');
        var first = Array.FindLastIndex(lines, l => l.StartsWith("1. ", StringComparison.Ordinal));
        if (first < 0 || lines[first..].Index().Any(l => !l.Item.StartsWith($"{l.Index + 1}. ", StringComparison.Ordinal))) return text;
        var named = $"也可以说：{string.Join("、", lines[first..].Select(l => $"“{l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..]}”"))}";
        var shorter = string.Join('\n', [.. lines[..first], named]);
        return TextSplitter.Bytes(shorter) <= TextSplitter.MostBytes ? shorter : text;
    }
}
