namespace Knowledge.Notices;

/// <summary>The label by which people name a clause aloud, exactly as the pack writes it. Compared ordinally.</summary>
public sealed record ClauseRef(string Label)
{
    public override string ToString() => Label;
}
