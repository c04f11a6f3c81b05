using Bot.State;
using Microsoft.AspNetCore.Components;

namespace Bot.HrConsole.Parts;

/// <summary>What all pages have: the end of their life as a token, and a place for the sentence about what was just done or could not be.</summary>
public abstract class ConsolePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource gone = new();

    [Inject] private protected Audit.AuditLog Audit { get; set; } = default!;

    [Inject] private protected Who Who { get; set; } = default!;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Left => gone.Token;

    /// <summary>About what was done last; null: nothing.</summary>
    protected Said? Said { get; private set; }

    protected bool Busy { get; private set; }

    protected void Say(string text, bool good = true) => Said = new(text, good);

    /// <summary>What was said is of what stood there before.</summary>
    protected void Hush() => Said = null;

    /// <summary>Does something that <paramref name="role"/> may do. What goes wrong becomes a sentence; nothing is lost of what the page holds.</summary>
    /// <param name="deed">Gets the person's name for the log.</param>
    protected async Task DoAsync(string role, Func<string, Task> deed)
    {
        if (Busy) return;
        (Busy, Said) = (true, null);
        try
        {
            await deed(await Who.MustBeAsync(role, Left));
        }
        catch (NotAllowedException e)
        {
            Say(e.Message, good: false);
        }
        catch (StateUnavailableException)
        {
            Say("数据库暂时连不上，这一步没有做成，请稍后再试。", good: false);
        }
        finally
        {
            Busy = false;
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        gone.Cancel();
        gone.Dispose();
    }
}

/// <summary>A sentence about what was just done.</summary>
public sealed record Said(string Text, bool Good);
