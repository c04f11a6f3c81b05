namespace Bot.Broadcasts.Sending;

/// <summary>Has work done soon, by this process or another. It may lose an order or carry it out twice.</summary>
internal interface IBroadcastQueue
{
    Task PrepareAsync(string id, CancellationToken ct);

    Task SendAsync(string id, int batch, CancellationToken ct);
}
