namespace Bot.State.Conversations;

/// <summary>Which write of a conversation something stands on, and where the next write may go on from.</summary>
/// <param name="Text">Drawn anew by every write; empty: there is no record.</param>
/// <param name="Size">Bytes of the stored value.</param>
/// <param name="Lines">How many of them are the transcript's lines, in front of everything else; negative: a value of a release that put them behind.</param>
/// <param name="First">The sequence number of the first of the lines.</param>
/// <param name="Next">The one after the last of them.</param>
internal sealed record RecordVersion(string Text, int Size, int Lines, long First, long Next)
{
    public static readonly RecordVersion None = new("", 0, 0, 0, 0);

    /// <summary>Where the version's text stands in the value, as GETRANGE counts; both ends included.</summary>
    public (int From, int To) Place => Lines < 0 ? (6, 21) : (-18, -3);

    /// <summary>How many activities of a transcript stand in the stored lines, if it holds those as they are; else null.</summary>
    public int? LinesKeptBy(Transcript transcript)
    {
        if (Lines <= 0 || transcript.First != First || transcript.Next < Next) return null;
        var (count, bytes) = ((int)(Next - First), 0);
        for (var i = 0; i < count; i++) bytes += transcript.Activities[i].Length + 1;
        return bytes == Lines ? count : null;
    }
}
