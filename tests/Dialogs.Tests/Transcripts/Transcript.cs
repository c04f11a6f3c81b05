using System.Collections.Immutable;
using Dialogs.Reminders;
using Dialogs.Replies;
using Dialogs.Turns;
using Knowledge.Loading;
using Knowledge.Rules;
using YamlDotNet.RepresentationModel;

namespace Dialogs.Tests.Transcripts;

/// <summary>A conversation as HR reads it: what is said, what the assistant's replies must or must not hold, what is known then.</summary>
internal sealed record Transcript(string File, string Name, DateTimeOffset Now, bool Group, ImmutableArray<(string Kind, YamlNode Value)> Lines)
{
    private static readonly Assistant Assistant = new(PackLibrary.Load(System.IO.Path.Combine(TestFiles.Root, "Knowledge", "Packs")).Library);

    public static ImmutableArray<Transcript> All { get; } =
    [
        .. Directory.EnumerateFiles(TestFiles.Path("Transcripts"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(Read),
    ];

    /// <summary>What went otherwise than written; empty: nothing.</summary>
    public IEnumerable<string> Faults()
    {
        var state = new ConversationState();
        var heard = "";
        var now = Now;
        SelfCheckResult? check = null;
        foreach (var (kind, value) in Lines)
        {
            switch (kind)
            {
                case "用户":
                    var turn = Assistant.Run(state, new Message { Id = "1", Text = Text(value), Chat = Group ? ChatKind.Group : ChatKind.Personal }, now);
                    (state, heard) = (turn.State, string.Join("\n", turn.Replies.SelectMany(Readable)));
                    check = turn.Replies.LastOrDefault(r => r.SelfCheck is not null)?.SelfCheck ?? check;
                    if (turn.Replies.IsEmpty) yield return $"{Text(value)}：没有回答";
                    break;
                case "时间":
                    now = DateTimeOffset.Parse(Text(value), System.Globalization.CultureInfo.InvariantCulture);
                    (state, heard) = Remind(state, now);
                    break;
                case "没有提醒" when heard.Length > 0: yield return $"不该提醒，说的是：{heard}"; break;
                case "助手" when !heard.Contains(Text(value), StringComparison.Ordinal): yield return $"没有说“{Text(value)}”，说的是：{heard}"; break;
                case "助手不说" when heard.Contains(Text(value), StringComparison.Ordinal): yield return $"说了“{Text(value)}”：{heard}"; break;
                case "结论" when check is null || WireNames.Of(check.Verdict) != Text(value): yield return $"结论应当是 {Text(value)}，是 {(check is null ? "没有" : WireNames.Of(check.Verdict))}"; break;
                case "事实":
                    foreach (var (field, fact) in ((YamlMappingNode)value).Children)
                        if (state.Facts[Text(field)]?.ToString() != Text(fact)) yield return $"{Text(field)} 应当是 {Text(fact)}，是 {state.Facts[Text(field)]?.ToString() ?? "不知道"}";
                    break;
                case "没有事实":
                    foreach (var field in ((YamlSequenceNode)value).Children)
                        if (state.Facts.Knows(Text(field))) yield return $"{Text(field)} 不该记，记的是 {state.Facts[Text(field)]}";
                    break;
                case "助手" or "助手不说" or "结论" or "没有提醒": break;
                default: yield return $"不认识的一行：{kind}"; break;
            }
        }
    }

    /// <summary>What the service would send at that moment.</summary>
    private static (ConversationState State, string Said) Remind(ConversationState state, DateTimeOffset now)
    {
        if (state.Reminders is null) return (state, "");
        var notice = Assistant.Notices.Find(Knowledge.Notices.NoticeId.Parse(state.Reminders.Notice))!;
        var due = DueReminders.Of(notice, state, now);
        if (due.Say.IsEmpty) return (state, "");
        var turn = ReminderWriter.Say(notice, state, due.Say, now);
        return (turn.State, string.Join("\n", turn.Replies.SelectMany(Readable)));
    }

    private static IEnumerable<string> Readable(Reply reply) => [reply.Text, .. reply.Choices.SelectMany(c => new[] { c.Title, c.Value }).Distinct(), .. reply.Citations.Select(c => $"依据 {c.Clause}")];

    private static IEnumerable<Transcript> Read(string file)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(file);
        yaml.Load(reader);
        foreach (var node in ((YamlSequenceNode)yaml.Documents[0].RootNode).Children.Cast<YamlMappingNode>())
            yield return new Transcript(
                Path.GetFileName(file), Text(node["说明"]), DateTimeOffset.Parse(Text(node["现在"]), System.Globalization.CultureInfo.InvariantCulture), node.Children.ContainsKey("群聊"),
                [.. ((YamlSequenceNode)node["对话"]).Children.Cast<YamlMappingNode>().Select(l => (Text(l.Children.Single().Key), l.Children.Single().Value))]);
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";
}
