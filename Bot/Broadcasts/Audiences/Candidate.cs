using Bot.State.Conversations;
using Dialogs.Turns;
using Knowledge.Materials;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.Broadcasts.Audiences;

/// <summary>Somebody of whom it is asked whether a broadcast is for them.</summary>
/// <param name="OwnNotice">True: it is the draft's notice that they talk about, so what they told is of its fields.</param>
/// <param name="Lists">The lists that name them.</param>
/// <param name="Unacknowledged">The earlier broadcasts that they were sent, and whether they pressed 收到.</param>
internal sealed record Candidate(
    ConversationKey Person, ConversationState State, Notice Notice, DateOnly Today, bool OwnNotice,
    IReadOnlySet<string> Lists, IReadOnlyDictionary<string, bool> Unacknowledged)
{
    private ConditionScope? scope;

    /// <summary>What templates and rules see of them.</summary>
    public ConditionScope Scope => scope ??= new(Notice, OwnNotice ? State.Facts : Profile.Empty, Today);

    /// <param name="doneToo">Also who only differs from the audience in having done what is wanted.</param>
    public bool Is(Audience audience, bool doneToo) => audience switch
    {
        Audience.Everybody => true,
        Audience.InRole role => role.Roles.Contains(State.Role ?? Audience.Untold),
        Audience.OnChannel on => on.Channels.Contains(Person.Channel),
        Audience.WithFact fact => OwnNotice && fact.Values.Contains(Scope.Fact(fact.Field)?.ToString() ?? Audience.Untold),
        Audience.WithVerdict verdict => OwnNotice && verdict.Verdicts.Contains(Scope.Check.Verdict),
        Audience.Missing missing => OwnNotice && Misses(missing.Material, doneToo),
        Audience.Listed listed => Lists.Contains(listed.List),
        Audience.Unacknowledged sent => Unacknowledged.TryGetValue(sent.Broadcast, out var pressed) && (doneToo || !pressed),
        Audience.FailedIn => true,
        Audience.All all => all.Parts.All(p => Is(p, doneToo)),
        Audience.Any any => any.Parts.Any(p => Is(p, doneToo)),
        // What is excluded stays so.
        Audience.Not not => !Is(not.Part, doneToo: false),
        _ => throw new NotSupportedException(audience.GetType().Name),
    };

    private bool Misses(string? material, bool tickedToo) => Scope.Check.Materials.Any(m =>
        m.Status == MaterialStatus.Required && (material is null || m.Material.Id == material) && (tickedToo || !Ticked.Contains(m.Material.Id)));

    // A check for somebody else puts one's own aside.
    private IEnumerable<string> Ticked => (State.Check is { Of: null } own ? own : State.Aside)?.Done ?? [];
}
