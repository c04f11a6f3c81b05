using System.Collections.Immutable;
using Bot.Broadcasts.Audiences;
using Bot.Delivery;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.HrConsole.Broadcasts;

/// <summary>What a condition of an audience is about.</summary>
public enum AudienceKind { Role, Channel, Fact, Verdict, Missing, Listed, Unacknowledged }

/// <summary>One condition of an audience as a line of the form.</summary>
public sealed class AudienceRow
{
    public AudienceKind Kind { get; set; }

    /// <summary>Of a fact: the field.</summary>
    public string Field { get; set; } = "";

    /// <summary>What is ticked; of a list, a paper or a broadcast the one that was chosen.</summary>
    public HashSet<string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Everybody but those.</summary>
    public bool Except { get; set; }

    /// <summary>What was said of an uploaded list.</summary>
    public string Note { get; set; } = "";
}

/// <summary>The form's conditions and the audience that they stand for.</summary>
internal static class AudienceForm
{
    /// <summary>Any paper at all.</summary>
    public const string AnyPaper = "*";

    public static readonly ImmutableArray<(AudienceKind Kind, string Name)> Kinds =
    [
        (AudienceKind.Verdict, "自查结论"), (AudienceKind.Missing, "还缺材料"), (AudienceKind.Fact, "填写的情况"), (AudienceKind.Role, "身份"),
        (AudienceKind.Channel, "渠道"), (AudienceKind.Listed, "名单文件"), (AudienceKind.Unacknowledged, "没点“收到”的"),
    ];

    /// <summary>What can be ticked in a line, with its words.</summary>
    public static IEnumerable<(string Value, string Text)> Options(AudienceRow row, Notice notice, Deliverer deliverer) => row.Kind switch
    {
        AudienceKind.Role => AudienceChecks.Roles(notice).Select(r => (r, r)).Append((Audience.Untold, "还没说")),
        AudienceKind.Channel => deliverer.Channels.Select(c => (c.Channel, c.IsConfigured ? c.Name : $"{c.Name}（没有接入）")),
        AudienceKind.Verdict => Enum.GetValues<Verdict>().Select(v => (v.ToString(), Parts.Words.Of(v))),
        AudienceKind.Fact when notice.Field(row.Field) is { } field => Values(field).Append((Audience.Untold, "还没说")),
        _ => [],
    };

    private static IEnumerable<(string Value, string Text)> Values(Field field) => field.Kind switch
    {
        FieldKind.Choice or FieldKind.Flag => field.Options.Select(o => (o.Value, o.Text)),
        _ => [],
    };

    public static Audience Read(IReadOnlyCollection<AudienceRow> rows, bool any)
    {
        var parts = rows.Select(Part).ToImmutableArray();
        return parts.Length == 0 ? new Audience.Everybody() : parts.Length == 1 ? parts[0] : any ? new Audience.Any(parts) : new Audience.All(parts);
    }

    private static Audience Part(AudienceRow row)
    {
        ImmutableArray<string> values = [.. row.Values];
        var one = values.IsEmpty ? "" : values[0];
        Audience part = row.Kind switch
        {
            AudienceKind.Role => new Audience.InRole(values),
            AudienceKind.Channel => new Audience.OnChannel(values),
            AudienceKind.Fact => new Audience.WithFact(row.Field, values),
            AudienceKind.Verdict => new Audience.WithVerdict([.. values.Select(Enum.Parse<Verdict>)]),
            AudienceKind.Missing => new Audience.Missing(one is "" or AnyPaper ? null : one),
            AudienceKind.Listed => new Audience.Listed(one),
            _ => new Audience.Unacknowledged(one),
        };
        return row.Except ? new Audience.Not(part) : part;
    }

    /// <summary>The lines of an audience. Null: the form cannot show it.</summary>
    public static (List<AudienceRow> Rows, bool Any)? Write(Audience audience) => audience switch
    {
        Audience.Everybody => ([], false),
        Audience.All all when Rows(all.Parts) is { } rows => (rows, false),
        Audience.Any any when Rows(any.Parts) is { } rows => (rows, true),
        _ when Rows([audience]) is { } rows => (rows, false),
        _ => null,
    };

    private static List<AudienceRow>? Rows(ImmutableArray<Audience> parts)
    {
        var rows = parts.Select(p => p is Audience.Not not ? Row(not.Part, true) : Row(p, false)).ToList();
        return rows.Contains(null) ? null : [.. rows.OfType<AudienceRow>()];
    }

    private static AudienceRow? Row(Audience part, bool except)
    {
        var (kind, field, values) = part switch
        {
            Audience.InRole role => (AudienceKind.Role, "", role.Roles),
            Audience.OnChannel on => (AudienceKind.Channel, "", on.Channels),
            Audience.WithFact fact => (AudienceKind.Fact, fact.Field, fact.Values),
            Audience.WithVerdict verdict => (AudienceKind.Verdict, "", [.. verdict.Verdicts.Select(v => v.ToString())]),
            Audience.Missing missing => (AudienceKind.Missing, "", [missing.Material ?? AnyPaper]),
            Audience.Listed listed => (AudienceKind.Listed, "", [listed.List]),
            Audience.Unacknowledged sent => (AudienceKind.Unacknowledged, "", [sent.Broadcast]),
            _ => (AudienceKind.Role, "", default(ImmutableArray<string>)),
        };
        if (values.IsDefault) return null;
        var row = new AudienceRow { Kind = kind, Field = field, Except = except };
        row.Values.UnionWith(values);
        return row;
    }
}
