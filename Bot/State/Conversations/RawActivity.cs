namespace Bot.State.Conversations;

/// <summary>One activity as it goes over the wire: JSON in UTF-8 on one line (a line break inside a JSON string is always escaped).</summary>
internal readonly record struct RawActivity
{
    public RawActivity(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty || json.Span.IndexOf((byte)'\n') >= 0) throw new ArgumentException("An activity is JSON on one line, not indented.", nameof(json));
        Json = json;
    }

    public ReadOnlyMemory<byte> Json { get; }
}

/// <summary>An activity at its place in the conversation.</summary>
/// <param name="Sequence">Grows by one with every activity; null: shown to whoever is connected now and not kept.</param>
/// <param name="Stored">As it is kept: <see cref="StoredActivity"/>.</param>
internal readonly record struct TranscriptEntry(long? Sequence, ReadOnlyMemory<byte> Stored)
{
    /// <summary>As it goes over the wire. Unpacked each time, and most that commit a turn do not look.</summary>
    public ReadOnlyMemory<byte> Json => StoredActivity.Unpack(Stored);
}
