using System.Collections.Immutable;

namespace Knowledge.Wording;

/// <summary>A piece of a template. A closed set of cases.</summary>
internal abstract record TemplateNode
{
    private TemplateNode() { }

    public static IEnumerable<string> LiteralsOf(ImmutableArray<TemplateNode> nodes) => nodes.SelectMany(n => n switch
    {
        Literal literal => [literal.Text],
        If branching => branching.Branches.SelectMany(b => LiteralsOf(b.Body)),
        For loop => LiteralsOf(loop.Body),
        _ => (IEnumerable<string>)[],
    });

    public sealed record Literal(string Text) : TemplateNode;

    public sealed record Output(TemplateExpression Value) : TemplateNode;

    /// <summary>The first branch whose condition holds; a null condition always does.</summary>
    public sealed record If(ImmutableArray<(TemplateExpression? When, ImmutableArray<TemplateNode> Body)> Branches) : TemplateNode;

    public sealed record For(string Name, TemplateExpression List, ImmutableArray<TemplateNode> Body) : TemplateNode;

    public sealed record Assign(string Name, TemplateExpression Value) : TemplateNode;
}

/// <summary>A value in a template. A closed set of cases.</summary>
internal abstract record TemplateExpression
{
    private TemplateExpression() { }

    /// <param name="Value">A text, a decimal, a bool, or null.</param>
    public sealed record Constant(object? Value) : TemplateExpression;

    /// <param name="Parts">At least one.</param>
    public sealed record Path(ImmutableArray<string> Parts) : TemplateExpression
    {
        /// <summary>The parts with dots between them.</summary>
        public string Dotted { get; } = string.Join('.', Parts);
    }

    /// <param name="Operator">==, !=, &lt;, &lt;=, &gt;, &gt;=, contains, and, or.</param>
    public sealed record Binary(string Operator, TemplateExpression Left, TemplateExpression Right) : TemplateExpression;

    public sealed record Filtered(TemplateExpression Input, string Filter, ImmutableArray<TemplateExpression> Arguments) : TemplateExpression;
}

/// <summary>A mistake in a template, in words.</summary>
internal sealed class TemplateException(string message) : Exception(message);
