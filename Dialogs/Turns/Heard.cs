using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Dialogs.Flows.Reminders;
using Dialogs.Recognizers;
using Dialogs.Recognizers.Commands;
using Dialogs.Recognizers.Facts;
using Dialogs.Replies;
using Dialogs.Turns.Steps;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Turns;

/// <summary>A message and what was understood of it.</summary>
/// <param name="Text">Normalised.</param>
/// <param name="Reading">What it says of the person, read as an answer to the pending question if there is one.</param>
/// <param name="Picked">The offered choice that it picks; null: none.</param>
internal sealed partial record Heard(TurnStart Start, string Text, Recognized Recognized, FactReading Reading, ImmutableHashSet<Command> Commands, Choice? Picked)
{
    /// <summary>The field of the pending question; null: none.</summary>
    public Field? Asking { get; init; }

    public ConversationState State => Start.State;

    public Notice Notice => Start.Notice;

    public DateOnly Today => Start.Today;

    /// <summary>As written, or what the picked choice stands for.</summary>
    public string Said => Picked?.Value ?? Start.Message.Text;

    /// <summary>The same, normalised.</summary>
    public string Meant => Picked is null ? Text : Language.TextNormalizer.NormalizeText(Picked.Value);

    public bool IsGroup => Start.Message.Chat == ChatKind.Group;

    public bool Has(Command command) => Commands.Contains(command);

    /// <summary>Whether something is asked, beyond a word that an answer may hold as well.</summary>
    public bool Asks => _asks ??= AsksIn(Text) && !(Asking is not null && Text[^1] == '呢' && Reading.Facts.Knows(Asking.Id) && !CommandWords.Named("asks").In(Text));

    private bool? _asks;

    /// <summary>What it wants of the reminders.</summary>
    public Wishes Wishes => _wishes ??= WishReader.Read(this);

    private Wishes? _wishes;

    /// <summary>Whose check is asked for, in the person's words; null: nobody else's, or something else is asked of them.</summary>
    public string? Whom => Asks && !Text.Contains('报', StringComparison.Ordinal) ? null : CommandReader.ForWhom(Text);

    internal static bool AsksIn(string text) => IsAsking(Denied().Replace(text, "不$1"));

    private static bool IsAsking(string text) =>
        text.Length > 1 && (CommandWords.Named("asks").In(text) || CommandWords.Named("asks-end").EndsWith(text.TrimEnd('。', '~', '!', ',')) || text.EndsWith('呢') && (text.Length <= ShortFollowUp || text[0] == '那'));

    private const int ShortFollowUp = 6;

    /// <summary>「不对不对，我是…」 denies, though 「对不对」 stands in it.</summary>
    [GeneratedRegex("^(?:不(.)(?:,?不\\1)+)")]
    private static partial Regex Denied();

    /// <summary>Facts that the message states of the person themself, leaving out what it only asks about or tells of others.</summary>
    public Profile Told => _told ??= ReadTold();

    private Profile? _told;

    private Profile ReadTold()
    {
        if (Reading.Facts.Facts.IsEmpty || !Asks && (IsOfAnother || !CommandWords.Named("third-person").In(Text) && !CommandReader.IsOfRelation(Text))) return Reading.Facts;
        var own = string.Join(',', Text.Split(ClauseEnds, StringSplitOptions.RemoveEmptyEntries).Where(IsStated));
        if (own.Length == 0) return Profile.Empty;
        var suite = RecognizerSuite.For(Notice);
        var recognized = suite.Recognize(own, Today);
        return HintedFacts.Add(FactReader.Read(recognized, Notice.Fields, Asking), recognized, suite, Start.Message.Hints).Facts;
    }

    private static readonly char[] ClauseEnds = [',', '。', '!', '?', ';', '\n'];

    /// <summary>Whether the self-check under way is about somebody else.</summary>
    private bool IsOfAnother => State.Check is { Active: true, Of: not null };

    private bool IsStated(string clause) =>
        (IsOfAnother || !CommandWords.Named("third-person").In(clause) && !CommandReader.IsOfRelation(clause)) && (!AsksIn(clause) || clause.StartsWith("我是", StringComparison.Ordinal));
}

/// <summary>What a flow wants said and kept.</summary>
internal sealed record Spoken(ConversationState State, ImmutableArray<Reply> Replies)
{
    public ImmutableArray<Effect> Effects { get; init; } = [];

    public Spoken(ConversationState state, Reply reply) : this(state, [reply])
    {
    }

    /// <summary>These replies, then those of another flow that ran on this state.</summary>
    public Spoken Then(Spoken next) => next with { Replies = [.. Replies, .. next.Replies], Effects = [.. Effects, .. next.Effects] };
}
