using Bot.State;

namespace Bot.HrConsole.Parts;

/// <summary>Looks again and again while a page is open.</summary>
internal static class Following
{
    /// <summary>Ends when the page is left; while Redis is away the page keeps what it shows.</summary>
    public static async Task EachAsync(TimeSpan pace, TimeProvider time, Func<Task> look, CancellationToken left)
    {
        while (!left.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pace, time, left);
                await look();
            }
            catch (StateUnavailableException)
            {
                // Looked at again.
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
