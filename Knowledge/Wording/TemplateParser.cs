using System.Collections.Immutable;

namespace Knowledge.Wording;

/// <summary>Parses the part of Liquid that packs use: output with filters, if/elsif/else, unless, case/when, for, assign.</summary>
internal sealed class TemplateParser
{
    private readonly List<(char? Tag, string Text)> _pieces;
    private int _at;

    private TemplateParser(string source) => _pieces = TemplateLexer.Split(source);

    public static ImmutableArray<TemplateNode> Parse(string source)
    {
        var parser = new TemplateParser(source);
        var nodes = parser.Body();
        return parser._at < parser._pieces.Count ? throw new TemplateException($"多余的标签 '{parser._pieces[parser._at].Text}'；它前面没有对应的开头。") : nodes;
    }

    /// <summary>Up to a tag that does not begin something; that tag is left to the caller.</summary>
    private ImmutableArray<TemplateNode> Body()
    {
        var nodes = ImmutableArray.CreateBuilder<TemplateNode>();
        for (; _at < _pieces.Count; _at++)
        {
            var (tag, text) = _pieces[_at];
            if (tag is null) nodes.Add(new TemplateNode.Literal(text));
            else if (tag == '{') nodes.Add(new TemplateNode.Output(new ExpressionParser(text).All()));
            else if (Tag(text) is { } node) nodes.Add(node);
            else break;
        }
        return nodes.ToImmutable();
    }

    private TemplateNode? Tag(string text)
    {
        var (name, rest) = Cut(text);
        switch (name)
        {
            case "if": return If(new ExpressionParser(rest).All());
            case "unless": return If(Not(new ExpressionParser(rest).All()));
            case "case": return Case(new ExpressionParser(rest).All());
            case "for": return For(rest);
            case "assign": return Assign(rest);
            case "elsif" or "else" or "endif" or "when" or "endcase" or "endunless" or "endfor": return null;
            default: throw new TemplateException($"没有标签 '{name}'；可以用 if、unless、case、for、assign。");
        }
    }

    private TemplateNode.If If(TemplateExpression? when)
    {
        var branches = ImmutableArray.CreateBuilder<(TemplateExpression?, ImmutableArray<TemplateNode>)>();
        while (true)
        {
            _at++;
            branches.Add((when, Body()));
            var (name, rest) = Cut(Here("endif"));
            if (name is "endif" or "endunless") return new TemplateNode.If(branches.ToImmutable());
            when = name switch
            {
                "elsif" => new ExpressionParser(rest).All(),
                "else" => null,
                _ => throw new TemplateException($"'{name}' 不能出现在 if 里；可以用 elsif、else、endif。"),
            };
        }
    }

    private TemplateNode.If Case(TemplateExpression value)
    {
        var branches = ImmutableArray.CreateBuilder<(TemplateExpression?, ImmutableArray<TemplateNode>)>();
        _at++;
        Body();
        while (true)
        {
            var (name, rest) = Cut(Here("endcase"));
            if (name == "endcase") return new TemplateNode.If(branches.ToImmutable());
            if (name is not ("when" or "else")) throw new TemplateException($"'{name}' 不能出现在 case 里；可以用 when、else、endcase。");
            var when = name == "else" ? null : new ExpressionParser(rest).Separated().Select(v => (TemplateExpression)new TemplateExpression.Binary("==", value, v))
                .Aggregate((a, b) => new TemplateExpression.Binary("or", a, b));
            _at++;
            branches.Add((when, Body()));
        }
    }

    private TemplateNode.For For(string rest)
    {
        var (name, after) = Cut(rest);
        var (word, list) = Cut(after);
        if (word != "in") throw new TemplateException($"for 应写成 for 名字 in 列表，这里是 'for {rest}'。");
        _at++;
        var body = Body();
        var (end, _) = Cut(Here("endfor"));
        return end == "endfor" ? new TemplateNode.For(name, new ExpressionParser(list).All(), body) : throw new TemplateException($"for 里的 '{end}' 没有开头；应是 endfor。");
    }

    private static TemplateNode.Assign Assign(string rest)
    {
        var (name, after) = Cut(rest);
        var (sign, value) = Cut(after);
        return sign == "=" ? new TemplateNode.Assign(name, new ExpressionParser(value).All()) : throw new TemplateException($"assign 应写成 assign 名字 = 值，这里是 'assign {rest}'。");
    }

    private static TemplateExpression.Binary Not(TemplateExpression value) =>
        new("or", new TemplateExpression.Binary("==", value, new TemplateExpression.Constant(false)), new TemplateExpression.Binary("==", value, new TemplateExpression.Constant(null)));

    private string Here(string missing) => _at < _pieces.Count ? _pieces[_at].Text : throw new TemplateException($"缺少 {missing}。");

    private static (string First, string After) Cut(string text)
    {
        var space = text.IndexOf(' ');
        return space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
    }
}
