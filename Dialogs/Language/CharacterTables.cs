using System.Collections.Frozen;
using System.Text;

namespace Dialogs.Language;

/// <summary>The tables made by <c>tables/make-tables.mjs</c>, loaded once at first use.</summary>
internal static class CharacterTables
{
    internal const char FirstHan = '\u4e00';
    internal const char LastHan = '\u9fff';

    /// <summary>How one character is read by everything that understands text.</summary>
    internal sealed class FoldTable
    {
        /// <summary>By character: what it becomes; itself if it stays; <see cref="Several"/> if it becomes more than one; <see cref="Dropped"/> if it goes.</summary>
        public char[] Single { get; } = new char[char.MaxValue + 1];

        public required FrozenDictionary<char, string> Expansions { get; init; }

        /// <summary>Words that do not change character by character, by their first character.</summary>
        public required FrozenDictionary<char, (string From, string To)[]> Words { get; init; }
    }

    internal sealed record PinyinTable(string[] Syllables, ushort[] Starts, short[] Readings);

    internal const char Dropped = '\0';
    internal const char Several = '\ufffe';

    internal static FoldTable Fold => Folding.Table;
    internal static PinyinTable Readings => Reading.Table;

    private static class Folding { internal static readonly FoldTable Table = LoadFold(); }

    private static class Reading { internal static readonly PinyinTable Table = LoadPinyin(); }

    private static string[] Lines(string name)
    {
        using var stream = typeof(CharacterTables).Assembly.GetManifestResourceStream("Dialogs.Language." + name)
            ?? throw new InvalidOperationException($"The program was built without its table {name}: build it again.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n');
    }

    private static FoldTable LoadFold()
    {
        var lines = Lines("fold.txt");
        var expansions = lines[1].Split('\t');
        var words = lines[2].Split('\t');
        var table = new FoldTable
        {
            Expansions = expansions.Chunk(2).ToFrozenDictionary(e => e[0][0], e => e[1]),
            Words = words.Chunk(2).GroupBy(w => w[0][0]).ToFrozenDictionary(
                g => g.Key, g => g.Select(w => (w[0], w[1])).OrderByDescending(w => w.Item1.Length).ToArray()),
        };
        for (var c = 0; c <= char.MaxValue; c++) table.Single[c] = (char)c;
        CharacterClasses.Apply(table.Single);
        for (var i = 0; i + 1 < lines[0].Length; i += 2) table.Single[lines[0][i]] = lines[0][i + 1];
        foreach (var c in table.Expansions.Keys) table.Single[c] = Several;
        CharacterClasses.ApplyPunctuation(table.Single);
        table.Single['\ufffe'] = table.Single['\uffff'] = Dropped;
        return table;
    }

    private static PinyinTable LoadPinyin()
    {
        var lines = Lines("pinyin.txt");
        var starts = new ushort[LastHan - FirstHan + 2];
        var readings = new short[lines[1].Length];
        int count = 0, han = 0;
        foreach (var c in lines[1])
        {
            if (c < 0x500) starts[han++] = (ushort)count;
            if (c >= 0x100) readings[count++] = (short)(c - (c < 0x500 ? 0x100 : 0x500));
        }
        starts[han] = (ushort)count;
        return new PinyinTable(lines[0].Split(' '), starts, readings[..count]);
    }
}
