using System.Text;
using Bot.Broadcasts.Audiences;
using Bot.Delivery;
using Dialogs.Turns;
using Knowledge.Notices;
using Knowledge.Rules;
using Knowledge.Wording;

namespace Bot.Broadcasts.Drafts;

/// <summary>A draft's text as a template of the notice's wording.</summary>
internal sealed class DraftText
{
    private readonly TextTemplate template;

    private DraftText(TextTemplate template, string? error) => (this.template, Error, IsSame) = (template, error, !template.Source.Contains("{{", StringComparison.Ordinal) && !template.Source.Contains("{%", StringComparison.Ordinal));

    /// <summary>Why it cannot be read, a Chinese sentence; null: it can.</summary>
    public string? Error { get; }

    /// <summary>True: the same for everybody.</summary>
    public bool IsSame { get; }

    public static DraftText Parse(Notice notice, string source)
    {
        var template = TextTemplate.Parse(source.ReplaceLineEndings("\n"), [.. notice.Fields.Select(f => f.Id)], [.. notice.Deadlines.Select(d => d.Id)], [], out var error);
        return new(template, error);
    }

    /// <summary>What is known of somebody, for a text of this notice.</summary>
    public static ConditionScope ScopeOf(Notice notice, ConversationState state, DateOnly today) =>
        new(notice, state.Notice is null || state.Notice == notice.Id.Value ? state.Facts : Profile.Empty, today);

    public string Render(ConditionScope scope) => template.Render(scope);

    /// <summary>Why this person cannot be sent it; null: they can.</summary>
    public string? ProblemFor(Candidate candidate, IDeliveryChannel channel) => IsSame ? null : Problem(Render(candidate.Scope), channel);

    public static string? Problem(string text, IDeliveryChannel channel) =>
        text.Length == 0 ? "文字里用到的情况，对方还没有说过，这样发出去是空的。请写上对谁都成立的话。"
        : Encoding.UTF8.GetByteCount(text) is var bytes && bytes > channel.LongestBytes ? $"文字太长：{channel.Name}一条最多 {channel.LongestBytes} 字节（约 {channel.LongestBytes / 3} 个汉字），现在是 {bytes} 字节。"
        : null;
}
