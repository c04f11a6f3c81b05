using System.Collections.Immutable;
using Bot.Channels.Tencent.Answers;
using Dialogs.Replies;

namespace Bot.Channels.Tencent.Boxes;

/// <summary>So many messages may be sent to somebody until then, because of something that they did.</summary>
internal sealed record Allowance(DateTimeOffset Until, int Left);

/// <summary>A text that has not been given yet.</summary>
/// <param name="Id">Its answer or announcement and its place in it.</param>
/// <param name="Announcement">The announcement that it belongs to; null: it is the rest of an answer.</param>
internal sealed record WaitingText(string Id, string Text, string? Announcement = null)
{
    /// <summary>Set on a text that only lists these: a channel with cards shows buttons instead. Null: none.</summary>
    public IReadOnlyList<Choice>? Choices { get; init; }

    public Doubt Doubt { get; init; }
}

/// <summary>Whether a text that waits may have been sent already: it is not sent again by itself, but given to whoever asks for it.</summary>
internal enum Doubt
{
    None,
    Open,

    /// <summary>The person was told, and may ask for it with the next message.</summary>
    Told,
}

/// <summary>What was asked, as it is needed to answer it after all.</summary>
internal sealed record Question(Said Said, string Site, bool IsSent);

/// <summary>What went back in the response to a message, for its other tries.</summary>
/// <param name="Deferred">True: the answer was not ready, and follows.</param>
internal sealed record GivenAnswer(string MessageId, string Text, bool Deferred = false)
{
    /// <summary>Of one that follows; null once it was worked out.</summary>
    public Question? Question { get; init; }
}

internal enum PostState { Sending, Sent, Kept, Refused, Uncertain }

/// <summary>An announcement and how far it got.</summary>
internal sealed record Posted(string Id, PostState State, string Reason = "");

/// <summary>A text on its way to the platform.</summary>
internal sealed record Underway(WaitingText Text, DateTimeOffset Since);

/// <summary>What a channel without a connection of its own has to remember of one person: what waits for them, and what they may be sent. One value under one key.</summary>
internal sealed record PersonBox
{
    private const int MostAnswers = 8, MostWaiting = 24, MostPosted = 40;

    public static readonly PersonBox Empty = new();

    public ImmutableArray<Allowance> Allowances { get; init; } = [];

    /// <summary>In the order in which they are given.</summary>
    public ImmutableArray<WaitingText> Waiting { get; init; } = [];

    public ImmutableArray<GivenAnswer> Answers { get; init; } = [];

    public ImmutableArray<Posted> Announcements { get; init; } = [];

    public Underway? Underway { get; init; }

    /// <summary>Consents to one message each, by template.</summary>
    public ImmutableDictionary<string, int> Consents { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Ids of events that were counted already.</summary>
    public ImmutableArray<string> Counted { get; init; } = [];

    /// <summary>Why nothing can be sent to this person until they write again; null: nothing speaks against it.</summary>
    public string? Gone { get; init; }

    public GivenAnswer? AnswerTo(string messageId) => Answers.FirstOrDefault(a => a.MessageId == messageId);

    public Posted? Find(string announcement) => Announcements.FirstOrDefault(a => a.Id == announcement);

    /// <summary>Whether an announcement that was kept has been taken along by an answer.</summary>
    public bool HasGiven(string announcement) =>
        Find(announcement) is { State: PostState.Kept } && Waiting.All(w => w.Announcement != announcement) && Underway?.Text.Announcement != announcement;

    /// <summary>How many messages may be sent now.</summary>
    public int Allowed(DateTimeOffset now) => Allowances.Where(a => a.Until > now).Sum(a => a.Left);

    public PersonBox Answered(GivenAnswer answer)
    {
        var others = Answers.RemoveAll(a => a.MessageId == answer.MessageId);
        return this with { Answers = Trim(others, MostAnswers).Add(answer) };
    }

    /// <summary>The person did something that allows so many messages for so long. The same action again starts it anew.</summary>
    public PersonBox Allow(DateTimeOffset now, TimeSpan length, int count, bool fromMessage)
    {
        var rest = Allowances.Where(a => a.Until > now && (fromMessage || a.Until > now + length));
        return this with { Allowances = fromMessage ? [new(now + length, count)] : [new(now + length, count), .. rest], Gone = null };
    }

    /// <summary>One message less: of the allowance that ends first.</summary>
    public PersonBox Spend(DateTimeOffset now)
    {
        var first = Allowances.Where(a => a.Until > now && a.Left > 0).MinBy(a => a.Until);
        return first is null ? this : this with { Allowances = Allowances.Replace(first, first with { Left = first.Left - 1 }) };
    }

    /// <summary>Messages that were not sent after all.</summary>
    public PersonBox Refund(DateTimeOffset now, int count)
    {
        var first = Allowances.Where(a => a.Until > now).MinBy(a => a.Until);
        return first is null ? this : this with { Allowances = Allowances.Replace(first, first with { Left = first.Left + count }) };
    }

    public PersonBox Wait(IEnumerable<WaitingText> texts)
    {
        var known = Waiting.Select(w => w.Id).ToHashSet(StringComparer.Ordinal);
        var all = Waiting.AddRange(texts.Where(t => !known.Contains(t.Id)));
        // Rests of old answers go first; what was announced stays.
        while (all.Length > MostWaiting) all = all.RemoveAt(Math.Max(0, all.ToList().FindIndex(w => w.Announcement is null)));
        return this with { Waiting = all };
    }

    public PersonBox Post(Posted posted)
    {
        var others = Announcements.RemoveAll(a => a.Id == posted.Id);
        return this with { Announcements = Trim(others, MostPosted).Add(posted) };
    }

    public PersonBox Consent(string template, int count) =>
        this with { Consents = count <= 0 ? Consents.Remove(template) : Consents.SetItem(template, count) };

    private static ImmutableArray<T> Trim<T>(ImmutableArray<T> items, int most) => items.Length < most ? items : items.RemoveRange(0, items.Length - most + 1);
}
