namespace Knowledge.Rules;

/// <summary>What somebody said of one field. A closed set of cases; a field's <see cref="FieldKind"/> says which is allowed.</summary>
public abstract record FactValue
{
    private FactValue() { }

    /// <summary>One of the field's options, by its id.</summary>
    public sealed record Choice(string Value) : FactValue { public override string ToString() => Value; }

    public sealed record Flag(bool Value) : FactValue { public override string ToString() => Value ? "true" : "false"; }

    public sealed record Date(PartialDate Value) : FactValue { public override string ToString() => Value.ToString(); }

    public sealed record Amount(decimal Value) : FactValue { public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture); }
}
