using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Knowledge.Loading.Yaml;

/// <summary>Reads a YAML text into values with lines. Refuses duplicate keys, tags and a second document; an alias stands for its anchor.</summary>
public static class YamlTree
{
    /// <returns>Null if the text is empty or cannot be parsed at all; the problem is then in <paramref name="source"/>.</returns>
    public static YamlValue? Parse(string text, PackSource source)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                source.Error(0, "文件是空的；请填写内容，或删除这个文件。");
                return null;
            }
            parser.Consume<DocumentStart>();
            var root = Read(parser, source, []);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second)) source.Error((int)second.Start.Line, "一个文件里只能有一份文档；请删除多余的 ---。");
            return root;
        }
        catch (YamlException e)
        {
            source.Error((int)e.Start.Line, $"YAML 写法有误：{e.Message.TrimEnd('.')}。请检查这一行的缩进、冒号和引号。");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The parser's own slip on some unfinished texts: it throws this instead of a YamlException, without a place.
            source.Error((int?)parser.Current?.End.Line ?? 0, "YAML 写法有误，在这一行或下面几行。请检查缩进、冒号、引号和括号。");
            return null;
        }
    }

    private static YamlValue Read(IParser parser, PackSource source, Dictionary<string, YamlValue> anchors)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            // Anchors of an earlier value only: an alias inside its own anchor is unknown here, so no value contains itself.
            if (anchors.TryGetValue(alias.Value.Value, out var anchored)) return anchored;
            source.Error((int)alias.Start.Line, $"别名 *{alias.Value} 前面没有 &{alias.Value}；请先写出它，或直接写出值。");
            return new YamlValue.Scalar("", false, (int)alias.Start.Line);
        }
        // Of 「{a: b, c:}」 the parser gives a key without any value.
        if (parser.Current is not NodeEvent node) throw new YamlException(parser.Current!.Start, parser.Current.End, "A value is missing");
        if (!node.Tag.IsEmpty) source.Error((int)node.Start.Line, "不支持标签（!）；请直接写出值。");
        var value = ReadNode(parser, source, anchors);
        if (!node.Anchor.IsEmpty) anchors[node.Anchor.Value] = value;
        return value;
    }

    private static YamlValue ReadNode(IParser parser, PackSource source, Dictionary<string, YamlValue> anchors)
    {
        if (parser.TryConsume<SequenceStart>(out var list)) return ReadList(parser, source, anchors, (int)list.Start.Line);
        if (parser.TryConsume<MappingStart>(out var map)) return ReadMap(parser, source, anchors, (int)map.Start.Line);
        var scalar = parser.Consume<Scalar>();
        return new YamlValue.Scalar(scalar.Value, scalar.Style != ScalarStyle.Plain, (int)scalar.Start.Line);
    }

    private static YamlValue.List ReadList(IParser parser, PackSource source, Dictionary<string, YamlValue> anchors, int line)
    {
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Read(parser, source, anchors));
        return new YamlValue.List(items.ToImmutable(), line);
    }

    private static YamlValue.Map ReadMap(IParser parser, PackSource source, Dictionary<string, YamlValue> anchors, int line)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Read(parser, source, anchors);
            var value = Read(parser, source, anchors);
            if (key is not YamlValue.Scalar { Text: var name }) source.Error(key.Line, $"键必须是文字，这里是{key.Kind}。");
            else if (entries.FirstOrDefault(e => e.Key == name) is { } first)
                source.Error(key.Line, $"键 '{name}' 重复，第 {first.Line} 行已经有了；请只留一个。");
            else entries.Add(new YamlEntry(name, key.Line, value));
        }
        return new YamlValue.Map(entries.ToImmutable(), line);
    }
}
