namespace Dialogs.Tests.Transcripts;

public sealed class TranscriptTests
{
    public static TheoryData<string, string> Names => [.. Transcript.All.Select(t => (t.File, t.Name))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Conversation_AsWritten_GoesSo(string file, string name) =>
        Assert.Empty(Transcript.All.Single(t => t.File == file && t.Name == name).Faults());
}
