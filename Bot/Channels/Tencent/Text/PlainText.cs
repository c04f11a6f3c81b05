using System.Collections.Immutable;
using Bot.Api;
using Bot.Channels.Cards;
using Dialogs.Replies;
using Knowledge.Notices;

namespace Bot.Channels.Tencent.Text;

/// <summary>Replies for a surface that shows text and links only: the text, what it rests on, and numbered choices.</summary>
internal static class PlainText
{
    /// <param name="site">Where this assistant is reached from outside, without a slash at the end; empty: unknown, and nothing is linked.</param>
    /// <param name="withChoices">False: the choices are shown as buttons elsewhere.</param>
    public static IEnumerable<TextBlock> Blocks(ImmutableArray<Reply> replies, string site, bool withChoices = true)
    {
        // A number picks from the last reply that offers anything: only its choices are numbered.
        var numbered = Array.FindLastIndex([.. replies], r => !r.Choices.IsEmpty);
        for (var i = 0; i < replies.Length; i++)
        {
            if (i > 0) yield return new("");
            foreach (var block in Said(replies[i], site).Concat(Papers(replies[i], site))) yield return block;
            if (withChoices) foreach (var block in i == numbered ? Numbered(replies[i]) : Named(replies[i])) yield return block;
        }
    }

    private static IEnumerable<TextBlock> Said(Reply reply, string site)
    {
        foreach (var line in OutcomeText.Complete(reply).Split('\n')) yield return new(line);
        if (reply.Notice is not { } notice || reply.Citations.IsEmpty) yield break;
        yield return new("");
        // An outcome rests on many clauses and its lines name them: their links. An answer brings the literal text.
        if (reply.Outcome is null) foreach (var citation in reply.Citations) yield return new($"〔{citation.Clause.Label}〕{Quoted(citation.Quote)}{Link(notice, citation, site, "看原文")}", IsWhole: true);
        else if (site.Length > 0) yield return new($"看原文：{string.Join(' ', reply.Citations.DistinctBy(c => c.Clause.Label).Select(c => Link(notice, c, site, $"〔{c.Clause.Label}〕")))}", IsWhole: true);
    }

    // A link without a host goes nowhere: without the public address the paper is named by the text alone.
    private static IEnumerable<TextBlock> Papers(Reply reply, string site) =>
        reply.Links.Where(l => site.Length > 0 || !l.Url.StartsWith('/')).Select(l => new TextBlock($"<a href=\"{(l.Url.StartsWith('/') ? site : "")}{l.Url}\">{l.Title}</a>", IsWhole: true));

    private static IEnumerable<TextBlock> Numbered(Reply reply) => reply.Choices.IsEmpty ? [] : reply.Choices.Select((c, i) => new TextBlock($"{i + 1}. {c.Title}")).Prepend(new(""));

    private static IEnumerable<TextBlock> Named(Reply reply) => reply.Choices.IsEmpty ? [] : [new(""), new($"也可以说：{string.Join("、", reply.Choices.Select(c => $"“{c.Value}”"))}")];

    // A quote that holds quotation marks of its own gets others around it.
    private static string Quoted(string quote) => quote.AsSpan().ContainsAny('“', '”') ? $"「{quote}」" : $"“{quote}”";

    private static string Link(Notice notice, Citation citation, string site, string text) => site.Length == 0 ? "" : $"<a href=\"{site}{WireFormat.Url(notice, citation.Clause)}\">{text}</a>";
}
