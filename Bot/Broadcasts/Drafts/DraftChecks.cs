using System.Collections.Immutable;
using System.Text;
using Bot.Broadcasts.Audiences;
using Bot.Delivery;
using Bot.State.Time;
using Dialogs.Replies;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.Broadcasts.Drafts;

/// <summary>What is wrong with a draft, before anybody is sent it, and how it will look.</summary>
internal sealed class DraftChecks(NoticeLibrary notices, Deliverer deliverer, AudienceChecks audiences, NoticeClock clock)
{
    private const int LongestTitle = 60, LongestText = 4_000;

    public Notice? NoticeOf(Draft draft) => NoticeId.TryParse(draft.Notice, null, out var id) ? notices.Find(id) : null;

    public async Task<IReadOnlyList<string>> FindAsync(Draft draft, CancellationToken ct)
    {
        if (NoticeOf(draft) is not { } notice) return [$"没有编号为“{draft.Notice}”的通知；现有：{string.Join("、", notices.All.Select(n => n.Id.Value))}。"];
        return [.. OfTitle(draft), .. OfText(notice, draft), .. await audiences.FindAsync(notice, draft.Audience, ct)];
    }

    /// <summary>One for each connected channel that the audience does not leave out.</summary>
    /// <param name="scope">As whom; null: as somebody of whom nothing is known.</param>
    public ImmutableArray<Preview> Show(Notice notice, Draft draft, ConditionScope? scope)
    {
        var text = DraftText.Parse(notice, draft.Text);
        if (text.Error is not null) return [];
        var reply = Announcements.Say(text.Render(scope ?? Nobody(notice)), notice, draft, "……");
        return [.. Channels(draft.Audience).Select(channel => Show(channel, reply))];
    }

    private static Preview Show(IDeliveryChannel channel, Reply reply)
    {
        var text = channel.NumbersChoices && !reply.Choices.IsEmpty ? $"{reply.Text}\n{string.Join('\n', reply.Choices.Select((c, i) => $"{i + 1}. {c.Title}"))}" : reply.Text;
        return new(channel.Channel, channel.Name, text, channel.NumbersChoices ? [] : [.. reply.Choices.Select(c => c.Title)],
            Encoding.UTF8.GetByteCount(reply.Text), channel.LongestBytes, DraftText.Problem(reply.Text, channel));
    }

    private static IEnumerable<string> OfTitle(Draft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Title)) yield return "请写一个标题，只有控制台看得到，方便以后查找。";
        else if (draft.Title.Length > LongestTitle) yield return $"标题太长（{draft.Title.Length} 个字），最多 {LongestTitle} 个字。";
    }

    private IEnumerable<string> OfText(Notice notice, Draft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Text)) return ["正文还没有写。"];
        if (draft.Text.Length > LongestText) return [$"正文太长（{draft.Text.Length} 个字），最多 {LongestText} 个字。"];
        if (draft.Text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) return ["正文里有看不见的控制字符，请删掉后重新粘贴。"];
        return DraftText.Parse(notice, draft.Text).Error is { } error ? [$"正文里 {{{{ }}}} 的写法看不懂：{error}不用自己写，日期请点正文下面的按钮插入。"] : Show(notice, draft, null).Select(p => p.Problem).OfType<string>().Distinct();
    }

    private IEnumerable<IDeliveryChannel> Channels(Audience audience) =>
        deliverer.Channels.Where(c => c.IsConfigured && (audience is not Audience.OnChannel on || on.Channels.Contains(c.Channel)));

    private ConditionScope Nobody(Notice notice) => new(notice, Profile.Empty, clock.Today);
}
