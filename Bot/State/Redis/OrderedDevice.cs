using Tsavorite.core;

namespace Bot.State.Redis;

/// <summary>
/// A file of Garnet's that is written from the front to the back without gaps: a write waits until all that lies before it is written, and after a failed one none follows.
/// What a kill leaves is then the beginning of the log, never its end without the middle.
/// </summary>
/// <remarks>
/// Garnet writes the pages of its log side by side. At a restart it skips what is missing on a page if a later page holds a commit, and replays the half-written entry before the gap
/// as if it were whole: a conversation came back with the first few hundred bytes of its own and then zeros, in place of the one that had been acknowledged.
/// </remarks>
internal sealed class OrderedDevice(IDevice inner) : IDevice
{
    private readonly Lock gate = new();
    private readonly List<PendingWrite> waiting = [];
    private bool isWriting;
    private ulong? written;
    private (uint Error, Exception? Reason) failure;

    private sealed record PendingWrite(ulong From, uint Length, Action<DeviceIOCompletionCallback> Begin, DeviceIOCompletionCallback Done, object Context);

    public uint SectorSize => inner.SectorSize;

    public string FileName => inner.FileName;

    public long Capacity => inner.Capacity;

    public long SegmentSize => inner.SegmentSize;

    public int StartSegment => inner.StartSegment;

    public int EndSegment => inner.EndSegment;

    public int ThrottleLimit { get => inner.ThrottleLimit; set => inner.ThrottleLimit = value; }

    public void WriteAsync(nint sourceAddress, int segmentId, ulong destinationAddress, uint numBytesToWrite, DeviceIOCompletionCallback callback, object context) =>
        Add(new(((ulong)segmentId * (ulong)SegmentSize) + destinationAddress, numBytesToWrite, done => inner.WriteAsync(sourceAddress, segmentId, destinationAddress, numBytesToWrite, done, context), callback, context));

    public void WriteAsync(nint alignedSourceAddress, ulong alignedDestinationAddress, uint numBytesToWrite, DeviceIOCompletionCallback callback, object context) =>
        Add(new(alignedDestinationAddress, numBytesToWrite, done => inner.WriteAsync(alignedSourceAddress, alignedDestinationAddress, numBytesToWrite, done, context), callback, context));

    public void ReadAsync(int segmentId, ulong sourceAddress, nint destinationAddress, uint readLength, DeviceIOCompletionCallback callback, object context) =>
        inner.ReadAsync(segmentId, sourceAddress, destinationAddress, readLength, callback, context);

    public void ReadAsync(ulong alignedSourceAddress, nint alignedDestinationAddress, uint aligned_read_length, DeviceIOCompletionCallback callback, object context) =>
        inner.ReadAsync(alignedSourceAddress, alignedDestinationAddress, aligned_read_length, callback, context);

    public void Initialize(long segmentSize, LightEpoch? epoch = null, bool omitSegmentIdFromFilename = false) => inner.Initialize(segmentSize, epoch, omitSegmentIdFromFilename);

    public bool TryComplete() => inner.TryComplete();

    public bool Throttle() => inner.Throttle();

    public void TruncateUntilAddressAsync(long toAddress, AsyncCallback callback, IAsyncResult result) => inner.TruncateUntilAddressAsync(toAddress, callback, result);

    public void TruncateUntilAddress(long toAddress) => inner.TruncateUntilAddress(toAddress);

    public void TruncateUntilSegmentAsync(int toSegment, AsyncCallback callback, IAsyncResult result) => inner.TruncateUntilSegmentAsync(toSegment, callback, result);

    public void TruncateUntilSegment(int toSegment) => inner.TruncateUntilSegment(toSegment);

    public void RemoveSegmentAsync(int segment, AsyncCallback callback, IAsyncResult result) => inner.RemoveSegmentAsync(segment, callback, result);

    public void RemoveSegment(int segment) => inner.RemoveSegment(segment);

    public long GetFileSize(int segment) => inner.GetFileSize(segment);

    public void Reset()
    {
        lock (gate) written = null;
        inner.Reset();
    }

    public void Dispose() => inner.Dispose();

    private void Add(PendingWrite write)
    {
        lock (gate)
        {
            written ??= write.From;
            waiting.Add(write);
        }
        BeginNext();
    }

    private void BeginNext()
    {
        PendingWrite? next;
        lock (gate)
        {
            if (isWriting) return;
            next = waiting.Find(w => failure.Error != 0 || w.From <= written);
            if (next is null) return;
            waiting.Remove(next);
            isWriting = true;
        }
        if (failure.Error == 0) next.Begin((error, bytes, _, reason) => End(next, error, bytes, reason));
        else End(next, failure.Error, 0, failure.Reason);
    }

    private void End(PendingWrite write, uint error, uint bytes, Exception? reason)
    {
        lock (gate)
        {
            if (error != 0) failure = (error, reason);
            else written = Math.Max(written ?? 0, write.From + write.Length);
            isWriting = false;
        }
        BeginNext();
        write.Done(error, bytes, write.Context, reason);
    }
}
