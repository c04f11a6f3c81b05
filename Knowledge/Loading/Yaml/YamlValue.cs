using System.Collections.Immutable;

namespace Knowledge.Loading.Yaml;

/// <summary>A YAML value that knows its line (from 1). A closed set of cases.</summary>
public abstract record YamlValue
{
    private YamlValue(int line) => Line = line;

    public int Line { get; }

    /// <summary>How error messages name this kind of value.</summary>
    public abstract string Kind { get; }

    /// <param name="Quoted">True: written in quotes or as a block, so never a number, a date or nothing.</param>
    public sealed record Scalar(string Text, bool Quoted, int At) : YamlValue(At)
    {
        public override string Kind => Text.Length == 0 && !Quoted ? "空值" : $"文字 '{Text}'";
    }

    public sealed record List(ImmutableArray<YamlValue> Items, int At) : YamlValue(At)
    {
        public override string Kind => $"{Items.Length} 项的列表";
    }

    public sealed record Map(ImmutableArray<YamlEntry> Entries, int At) : YamlValue(At)
    {
        public override string Kind => "键值表";
    }
}

public sealed record YamlEntry(string Key, int Line, YamlValue Value);
