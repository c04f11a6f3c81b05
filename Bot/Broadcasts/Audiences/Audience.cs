using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Knowledge.Rules;

namespace Bot.Broadcasts.Audiences;

/// <summary>Whom a broadcast is for. A closed set; what it names (fields, roles, papers) are ids of the draft's notice.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Everybody), "everybody")]
[JsonDerivedType(typeof(InRole), "role")]
[JsonDerivedType(typeof(OnChannel), "channel")]
[JsonDerivedType(typeof(WithFact), "fact")]
[JsonDerivedType(typeof(WithVerdict), "verdict")]
[JsonDerivedType(typeof(Missing), "missing")]
[JsonDerivedType(typeof(Listed), "listed")]
[JsonDerivedType(typeof(Unacknowledged), "unacknowledged")]
[JsonDerivedType(typeof(FailedIn), "failed")]
[JsonDerivedType(typeof(All), "all")]
[JsonDerivedType(typeof(Any), "any")]
[JsonDerivedType(typeof(Not), "not")]
internal abstract record Audience
{
    /// <summary>In a role or a field: not told.</summary>
    public const string Untold = "";

    private Audience() { }

    public sealed record Everybody : Audience;

    /// <param name="Roles">The notice's audience words, or <see cref="Untold"/>.</param>
    public sealed record InRole(ImmutableArray<string> Roles) : Audience;

    /// <param name="Channels">As in a conversation's key.</param>
    public sealed record OnChannel(ImmutableArray<string> Channels) : Audience;

    /// <param name="Field">A choice or a yes/no field of the notice.</param>
    /// <param name="Values">Its values (<c>true</c>, <c>false</c> for yes and no), or <see cref="Untold"/>.</param>
    public sealed record WithFact(string Field, ImmutableArray<string> Values) : Audience;

    /// <summary>The self-check on what the person told, as of the day of sending.</summary>
    public sealed record WithVerdict(ImmutableArray<Verdict> Verdicts) : Audience;

    /// <summary>A paper that is required of the person and not ticked off.</summary>
    /// <param name="Material">Its id; null: any.</param>
    public sealed record Missing(string? Material) : Audience;

    /// <param name="List">Of <see cref="KeyLists"/>.</param>
    public sealed record Listed(string List) : Audience;

    /// <summary>Who was sent an earlier broadcast and has not pressed 收到.</summary>
    public sealed record Unacknowledged(string Broadcast) : Audience;

    /// <summary>Whom an earlier broadcast did not reach. Stands alone.</summary>
    /// <param name="Uncertain">Also those of whom it is not known.</param>
    public sealed record FailedIn(string Broadcast, bool Uncertain) : Audience;

    public sealed record All(ImmutableArray<Audience> Parts) : Audience;

    public sealed record Any(ImmutableArray<Audience> Parts) : Audience;

    public sealed record Not(Audience Part) : Audience;

    /// <summary>This and everything in it.</summary>
    [JsonIgnore]
    public IEnumerable<Audience> Everything => this switch
    {
        All all => all.Parts.SelectMany(p => p.Everything).Prepend(this),
        Any any => any.Parts.SelectMany(p => p.Everything).Prepend(this),
        Not not => not.Part.Everything.Prepend(this),
        _ => [this],
    };
}
