using System.Collections.Immutable;

namespace Knowledge.Wording;

/// <summary>Parses the inside of a tag: values, comparisons joined by and/or (from right to left, as in Liquid), filters.</summary>
internal sealed class ExpressionParser(string inside)
{
    private readonly List<string> _words = TemplateLexer.Words(inside);
    private int _at;

    public TemplateExpression All()
    {
        var value = Logic();
        while (Take("|")) value = Filter(value);
        return _at == _words.Count ? value : throw new TemplateException($"'{inside}' 里看不懂 '{_words[_at]}'。");
    }

    /// <summary>Values separated by commas or <c>or</c>.</summary>
    public List<TemplateExpression> Separated()
    {
        var values = new List<TemplateExpression> { Value() };
        while (Take(",") || Take("or")) values.Add(Value());
        return _at == _words.Count ? values : throw new TemplateException($"'{inside}' 里看不懂 '{_words[_at]}'。");
    }

    private TemplateExpression Logic()
    {
        var left = Comparison();
        foreach (var word in (ReadOnlySpan<string>)["and", "or"])
            if (Take(word)) return new TemplateExpression.Binary(word, left, Logic());
        return left;
    }

    private TemplateExpression Comparison()
    {
        var left = Value();
        foreach (var sign in (ReadOnlySpan<string>)["==", "!=", "<=", ">=", "<", ">", "contains"])
            if (Take(sign)) return new TemplateExpression.Binary(sign, left, Value());
        return left;
    }

    private TemplateExpression.Filtered Filter(TemplateExpression input)
    {
        var name = Next();
        var arguments = ImmutableArray.CreateBuilder<TemplateExpression>();
        if (Take(":"))
        {
            arguments.Add(Value());
            while (Take(",")) arguments.Add(Value());
        }
        return new TemplateExpression.Filtered(input, name, arguments.ToImmutable());
    }

    private TemplateExpression Value()
    {
        var word = Next();
        if (word[0] is '\'' or '"') return new TemplateExpression.Constant(word[1..^1]);
        if (TemplateLexer.IsNumber(word, out var number)) return new TemplateExpression.Constant(number);
        switch (word)
        {
            case "true": return new TemplateExpression.Constant(true);
            case "false": return new TemplateExpression.Constant(false);
            case "nil" or "null" or "empty": return new TemplateExpression.Constant(null);
        }
        if (!char.IsLetter(word[0]) && word[0] != '_') throw new TemplateException($"'{inside}' 里的 '{word}' 不是名字、数字或引号里的文字。");
        var parts = ImmutableArray.CreateBuilder<string>();
        parts.AddRange(word.Split('.', StringSplitOptions.RemoveEmptyEntries));
        while (Take("["))
        {
            parts.Add(Next().Trim('\'', '"'));
            if (!Take("]")) throw new TemplateException($"'{inside}' 里的 [ 没有配对。");
            if (_at < _words.Count && _words[_at].StartsWith('.')) parts.AddRange(Next().Split('.', StringSplitOptions.RemoveEmptyEntries));
        }
        return new TemplateExpression.Path(parts.ToImmutable());
    }

    private bool Take(string word)
    {
        if (_at >= _words.Count || _words[_at] != word) return false;
        _at++;
        return true;
    }

    private string Next() => _at < _words.Count ? _words[_at++] : throw new TemplateException($"'{inside}' 写到一半就没有了。");
}
