namespace Bot.Generation.Verifying;

/// <summary>
/// "May I?" – "No." said as "You may not …" in the words of the question. It counts as the bare answer if it is the whole question, a simple one, in words that the
/// pack knows for it, with the same yes or no.
/// </summary>
internal static class Echo
{
    private static readonly string[] Joined = ["还是", "和", "或", "与", "跟", "及", "、", "，", ",", "；", ";", "。", "但", "如果", "只"];

    /// <returns>What was written, with the bare answer in place of the echo; as it was if there is none.</returns>
    public static Token[] Bare(Token[] written, Token[] answer, Subject subject)
    {
        if (written.Length < 2 || answer.Length < 2 || answer[1].Before == Pause.None || !PlainWords.Verdicts.Contains(answer[0].Text)) return written;
        var end = Array.FindIndex(written, 1, t => t.Before != Pause.None);
        var first = end < 0 ? written : written[..end];
        return first.Length > 1 && Says(first, answer, subject) && (IsBare(first, subject) || IsQuestion(first, answer, subject))
            ? [answer[0], .. written[first.Length..]]
            : written;
    }

    /// <summary>"You cannot apply" where it was asked whether one can apply.</summary>
    private static bool IsBare(Token[] first, Subject subject) => Said(first).Length == 0 && first.Any(t => t.Reaches) && first.All(t => t.Reaches || Asked(subject).Any(a => a.Text == t.Text));

    private static bool IsQuestion(Token[] first, Token[] answer, Subject subject) =>
        Simple(subject.Question) && Said(first) == Said(Asked(subject)) && subject.Knows(Said(first), Said(answer));

    /// <summary>Just the denial that the answer is; or none, and the question's own "may" or "must", which the answer says yes to.</summary>
    private static bool Says(Token[] first, Token[] answer, Subject subject)
    {
        var asked = Asked(subject);
        if (first.Any(t => t.Kind == TokenKind.Fact && !Array.Exists(answer, a => a.Text == t.Text)) || asked.Any(t => t.Reaches)) return false;
        var denials = first.Where(t => t.Reaches).ToList();
        var modes = first.Where(IsMode).ToList();
        if (answer[0].Reaches) return denials is [var one] && one.Text == answer[0].Text && modes.Count == 0;
        return denials.Count == 0 && modes is [var mode] && asked.Where(IsMode).ToList() is [var other] && mode.Text == other.Text && (answer[0].Text == mode.Text || answer[0].Is("算"));
    }

    private static bool IsMode(Token token) => token.Text is "能" or "须" or "算" or "行";

    private static bool Simple(string question) => !Joined.Any(j => question.Contains(j, StringComparison.Ordinal));

    /// <summary>The question with "may or may not" as "may".</summary>
    private static Token[] Asked(Subject subject)
    {
        var tokens = Tokenizer.Tokens(subject.Question);
        return [.. tokens.Where((t, i) => !(t.Kind == TokenKind.Denial && i > 0 && t.Text == "不" + tokens[i - 1].Text))];
    }

    /// <summary>What is left without the words in which asking and answering differ.</summary>
    public static string Said(Token[] tokens) => Tokenizer.Line(tokens.Where(t => !t.Reaches && !PlainWords.Asking.Contains(t.Text)));
}
