using System.Collections.Immutable;
using Dialogs.Turns;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Flows.Checks;

/// <summary>A self-check in the middle of a turn: what is remembered, with the facts of whoever it is about. Immutable.</summary>
internal sealed record CheckSession(Notice Notice, DateOnly Today, ConversationState State, SelfCheckState Check)
{
    private SelfCheckResult? _result;

    /// <summary>The facts that are checked: one's own, or those of somebody else.</summary>
    public Profile Facts => Check.Of is null ? State.Facts : Check.OtherFacts;

    /// <summary>Worked out once for these facts.</summary>
    public SelfCheckResult Result => _result is { } known && ReferenceEquals(known.Profile, Facts) ? known : _result = SelfCheck.Evaluate(Notice, Facts, Today);

    /// <summary>Fields still worth asking, those that the person could not answer left out.</summary>
    public ImmutableArray<Field> Open => [.. Result.Open.Where(f => !Check.Unsure.Contains(f.Id))];

    /// <summary>Whether something that can still change the verdict can be asked.</summary>
    public bool VerdictOpen => Result.Missing.Any(f => !Check.Unsure.Contains(f.Id));

    /// <summary>The field asked or told before the pending one; null: none.</summary>
    public Field? Previous => (Check.Asking is { } asking ? Check.History.IndexOf(asking) : -1) switch
    {
        < 0 => Check.History.IsEmpty ? null : Notice.Field(Check.History[^1]),
        0 => null,
        var at => Notice.Field(Check.History[at - 1]),
    };

    /// <summary>What the conversation remembers after this.</summary>
    public ConversationState After => State with { Check = Check };

    public static CheckSession Of(Heard heard) =>
        new(heard.Notice, heard.Today, heard.State, heard.State.Check ?? new SelfCheckState { Active = true });

    /// <summary>The facts that an answer is given for.</summary>
    public static Profile FactsOf(ConversationState state) => state.Check is { Of: not null, Active: true } check ? check.OtherFacts : state.Facts;

    /// <summary>Keeps facts told in passing.</summary>
    public static ConversationState Remember(ConversationState state, Profile told) =>
        told.Facts.IsEmpty ? state
        : state.Check is { Of: not null, Active: true } check ? state with { Check = check with { OtherFacts = check.OtherFacts.Over(told) } }
        : state with { Facts = state.Facts.Over(told) };

    public CheckSession Tell(Profile told)
    {
        if (told.Facts.IsEmpty) return this;
        var check = Check with
        {
            Unsure = Check.Unsure.RemoveAll(told.Knows),
            History = [.. Check.History.Where(f => !told.Knows(f)), .. Notice.Fields.Where(f => told.Knows(f.Id)).Select(f => f.Id)],
        };
        return With(check, Facts.Over(told));
    }

    /// <summary>The person cannot say.</summary>
    public CheckSession Unsure(string field) => With(Check with
    {
        Unsure = Check.Unsure.Contains(field) ? Check.Unsure : Check.Unsure.Add(field),
        History = [.. Check.History.Where(f => f != field), field],
    }, Facts.Without(field));

    public CheckSession Asking(string? field) => this with { Check = Check with { Asking = field } };

    private CheckSession With(SelfCheckState check, Profile facts) => check.Of is null
        ? new CheckSession(Notice, Today, State with { Facts = facts }, check)
        : new CheckSession(Notice, Today, State, check with { OtherFacts = facts });
}
