namespace Knowledge.Checking;

/// <summary>Brackets and quotation marks that do not pair: often a slip in a document's number.</summary>
internal static class BracketQuestions
{
    private const string Open = "（《“〔(【", Close = "）》”〕)】";

    public static IEnumerable<Question> Of(NoticeText text)
    {
        foreach (var clause in text.Clauses)
            if (Unpaired(clause.Text) is { } at)
                yield return new Question(clause, text.LineOf(clause, Around(clause.Text, at)), $"“{Around(clause.Text, at)}”里的“{clause.Text[at]}”没有配对：是不是多了或少了一个？");
    }

    private static int? Unpaired(string text)
    {
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; i++)
        {
            if (Open.Contains(text[i])) open.Push(i);
            if (Close.IndexOf(text[i]) is not (>= 0 and var kind)) continue;
            if (open.Count == 0 || text[open.Pop()] != Open[kind]) return i;
        }
        return open.Count > 0 ? open.Peek() : null;
    }

    private static string Around(string text, int at)
    {
        var from = text.LastIndexOf('\n', at) + 1;
        var line = text.IndexOf('\n', at);
        var to = line < 0 ? text.Length : line;
        return text[Math.Max(from, at - 20)..Math.Min(to, at + 3)];
    }
}
