namespace TestKit.Processes;

/// <summary>A folder of its own for one test, removed with it.</summary>
public sealed class ScratchFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("bot-test-").FullName;

    public void Dispose()
    {
        try { Directory.Delete(FullName, recursive: true); }
        catch (IOException) { /* a process that is just ending may still write; the system's own cleaning takes the rest */ }
    }
}
