using Bot.State.Redis;
using Tsavorite.core;

namespace Bot.Tests.State.Redis;

/// <summary>What a kill leaves of a file must be its beginning: nothing is written before all that lies in front of it.</summary>
public sealed class OrderedDeviceTests : IDisposable
{
    private const int Page = 4096;
    private readonly SlowDevice disk = new();
    private readonly OrderedDevice ordered;
    private readonly List<string> done = [];

    public OrderedDeviceTests()
    {
        ordered = new(disk);
        ordered.Initialize(16 * Page);
    }

    [Fact]
    public void Write_WhileAnotherIsUnderWay_WaitsForItsEnd()
    {
        Write("a", 0, Page);
        Write("b", Page, Page);
        Assert.Equal(["0+4096"], disk.Begun);

        disk.Finish();
        Assert.Equal(["0+4096", "4096+4096"], disk.Begun);
        disk.Finish();
        Assert.Equal(["a", "b"], done);
    }

    /// <summary>Garnet begins the next page at once and the rest of the page before it only when its first part is done.</summary>
    [Fact]
    public void Write_BehindAGap_WaitsUntilTheGapIsWritten()
    {
        Write("first half", 0, Page / 2);
        Write("next page", Page, Page);
        disk.Finish();
        Assert.Equal(["0+2048"], disk.Begun);

        Write("second half", Page / 2, Page / 2);
        disk.Finish();
        disk.Finish();
        Assert.Equal(["0+2048", "2048+2048", "4096+4096"], disk.Begun);
        Assert.Equal(["first half", "second half", "next page"], done);
    }

    [Fact]
    public void Write_ThatRepeatsTheLastSector_IsNoGap()
    {
        Write("a", Page, 1024);
        disk.Finish();
        Write("b", Page + 512, 1024);
        Assert.Equal(["4096+1024", "4608+1024"], disk.Begun);
    }

    [Fact]
    public void Write_AfterOneThatFailed_FailsWithoutBeingBegun()
    {
        Write("a", 0, Page);
        Write("b", Page, Page);
        disk.Finish(error: 28);
        Write("c", 2 * Page, Page);
        Assert.Equal(["0+4096"], disk.Begun);
        Assert.Equal(["a!28", "b!28", "c!28"], done.Order());
    }

    [Fact]
    public void Write_IntoALaterSegment_IsPlacedBehindTheEarlierOnes()
    {
        ordered.WriteAsync(0, 1, 0, Page, Said("second segment"), this);
        ordered.WriteAsync(0, 0, 15 * Page, Page, Said("end of the first"), this);
        disk.Finish();
        disk.Finish();
        Assert.Equal(["second segment", "end of the first"], done);
    }

    [Fact]
    public void Write_AfterAReset_MayBeginAnywhere()
    {
        Write("a", 0, Page);
        disk.Finish();
        ordered.Reset();
        Write("b", 8 * Page, Page);
        Assert.Equal(["0+4096", "32768+4096"], disk.Begun);
    }

    public void Dispose() => ordered.Dispose();

    private void Write(string name, ulong at, uint length) => ordered.WriteAsync(0, at, length, Said(name), this);

    private DeviceIOCompletionCallback Said(string name) => (error, _, context, _) =>
    {
        Assert.Same(this, context);
        done.Add(error == 0 ? name : $"{name}!{error}");
    };

    /// <summary>A disk whose writes end when told to.</summary>
    private sealed class SlowDevice() : StorageDeviceBase("slow", 512, -1)
    {
        private readonly Queue<Action<uint>> underWay = new();

        public List<string> Begun { get; } = [];

        public void Finish(uint error = 0) => underWay.Dequeue()(error);

        public override void WriteAsync(nint sourceAddress, int segmentId, ulong destinationAddress, uint numBytesToWrite, DeviceIOCompletionCallback callback, object context)
        {
            Begun.Add($"{((ulong)segmentId * (ulong)SegmentSize) + destinationAddress}+{numBytesToWrite}");
            underWay.Enqueue(error => callback(error, error == 0 ? numBytesToWrite : 0, context, null));
        }

        public override void ReadAsync(int segmentId, ulong sourceAddress, nint destinationAddress, uint readLength, DeviceIOCompletionCallback callback, object context) => throw new NotSupportedException();

        public override void RemoveSegmentAsync(int segment, AsyncCallback callback, IAsyncResult result) => callback(result);

        public override void Reset() { }

        public override void Dispose() { }
    }
}
