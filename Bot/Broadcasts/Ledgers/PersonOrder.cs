using System.Text;
using Bot.State.Conversations;

namespace Bot.Broadcasts.Ledgers;

/// <summary>The order in which Redis keeps people: that of their bytes.</summary>
internal sealed class PersonOrder : IComparer<ConversationKey>
{
    public static readonly PersonOrder Instance = new();

    /// <summary>In this order. The bytes are made once for each, not for each comparison.</summary>
    public static LedgerEntry[] Sort(IEnumerable<LedgerEntry> entries)
    {
        var all = entries.ToArray();
        Array.Sort(Array.ConvertAll(all, e => Bytes(e.Person)), all, Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y)));
        return all;
    }

    public int Compare(ConversationKey? x, ConversationKey? y) =>
        Bytes(x!).AsSpan().SequenceCompareTo(Bytes(y!));

    private static byte[] Bytes(ConversationKey key) => Encoding.UTF8.GetBytes($"{key.Channel}\n{key.Id}");
}
