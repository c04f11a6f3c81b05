namespace Knowledge.Notices;

/// <summary>Names a notice: the name of its folder under Packs, lower-case letters, digits and hyphens.</summary>
public sealed record NoticeId : IParsable<NoticeId>
{
    private NoticeId(string value) => Value = value;

    public string Value { get; }

    public static NoticeId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a notice id: lower-case letters, digits and hyphens, at most 64.");

    public static bool TryParse(string? s, IFormatProvider? provider, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out NoticeId result)
    {
        var ok = s is { Length: > 0 and <= 64 } && s.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-') && s[0] != '-';
        result = ok ? new NoticeId(s!) : null;
        return ok;
    }

    public override string ToString() => Value;
}
