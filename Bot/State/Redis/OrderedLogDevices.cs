using Tsavorite.core;

namespace Bot.State.Redis;

/// <summary>Garnet's files on the local disk, the append-only file in the order of its writes.</summary>
internal sealed class OrderedLogDevices : INamedDeviceFactoryCreator
{
    private const string AppendOnlyFile = "aof.log";

    // This type needs no native library: the default one ends the process where libaio is missing.
    private readonly LocalStorageNamedDeviceFactoryCreator local = new(deviceType: DeviceType.RandomAccess);

    public INamedDeviceFactory Create(string baseName) => new Factory(local.Create(baseName));

    private sealed class Factory(INamedDeviceFactory inner) : INamedDeviceFactory
    {
        public IDevice Get(FileDescriptor fileInfo) => fileInfo.fileName == AppendOnlyFile ? new OrderedDevice(inner.Get(fileInfo)) : inner.Get(fileInfo);

        public void Delete(FileDescriptor fileInfo) => inner.Delete(fileInfo);

        public IEnumerable<FileDescriptor> ListContents(string path) => inner.ListContents(path);

        public uint GetSectorSize(FileDescriptor fileInfo) => inner.GetSectorSize(fileInfo);
    }
}
