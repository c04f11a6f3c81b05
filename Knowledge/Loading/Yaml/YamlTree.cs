using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Knowledge.Loading.Yaml;

/// <summary>Reads a YAML text into values with lines. Refuses duplicate keys, anchors, aliases, tags and a second document.</summary>
public static class YamlTree
{
    /// <returns>Null if the text is empty or cannot be parsed at all; the problem is then in <paramref name="source"/>.</returns>
    public static YamlValue? Parse(string text, PackSource source)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                source.Error(0, "文件是空的；请填写内容，或删除这个文件。");
                return null;
            }
            parser.Consume<DocumentStart>();
            var root = Read(parser, source);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second)) source.Error((int)second.Start.Line, "一个文件里只能有一份文档；请删除多余的 ---。");
            return root;
        }
        catch (YamlException e)
        {
            source.Error((int)e.Start.Line, $"YAML 写法有误：{e.Message}。请检查这一行的缩进、冒号和引号。");
            return null;
        }
    }

    private static YamlValue Read(IParser parser, PackSource source)
    {
        if (parser.Current is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
            source.Error((int)node.Start.Line, "不支持锚点（&）和标签（!）；请直接写出值。");
        if (parser.TryConsume<Scalar>(out var scalar)) return new YamlValue.Scalar(scalar.Value, scalar.Style != ScalarStyle.Plain, (int)scalar.Start.Line);
        if (parser.TryConsume<SequenceStart>(out var list)) return ReadList(parser, source, (int)list.Start.Line);
        if (parser.TryConsume<MappingStart>(out var map)) return ReadMap(parser, source, (int)map.Start.Line);
        var other = parser.Consume<ParsingEvent>();
        source.Error((int)other.Start.Line, "不支持别名（*）；请直接写出值。");
        return new YamlValue.Scalar("", false, (int)other.Start.Line);
    }

    private static YamlValue.List ReadList(IParser parser, PackSource source, int line)
    {
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Read(parser, source));
        return new YamlValue.List(items.ToImmutable(), line);
    }

    private static YamlValue.Map ReadMap(IParser parser, PackSource source, int line)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Read(parser, source);
            var value = Read(parser, source);
            if (key is not YamlValue.Scalar { Text: var name }) source.Error(key.Line, $"键必须是文字，这里是{key.Kind}。");
            else if (entries.FirstOrDefault(e => e.Key == name) is { } first)
                source.Error(key.Line, $"键 '{name}' 重复，第 {first.Line} 行已经有了；请只留一个。");
            else entries.Add(new YamlEntry(name, key.Line, value));
        }
        return new YamlValue.Map(entries.ToImmutable(), line);
    }
}
