using System.Collections.Immutable;
using Dialogs.Replies;
using Knowledge.Materials;
using Knowledge.Rules;

namespace Bot.Channels.Cards;

/// <summary>The papers of an outcome, to tick off: part of the page's card, and in Teams a card of its own that is exchanged at every tick.</summary>
internal static class ChecklistCard
{
    public const string Hint = "准备好一样就点一下";

    /// <summary>Null: there is nothing to prepare.</summary>
    /// <param name="person">Who may refresh it; null: it is not refreshed by itself.</param>
    public static AdaptiveCard? Of(Outcome outcome, CardTarget target, string? person)
    {
        ImmutableArray<CardElement> papers = [.. Papers(outcome, target)];
        if (papers.IsEmpty) return null;
        return new(
        [
            new TextBlock(Title(outcome)) { Size = TextSize.Medium, Weight = TextWeight.Bolder, Style = TextStyle.Heading },
            .. Progress(outcome),
            new TextBlock(outcome.Of is { } whose ? $"{whose}的材料 · {Hint}" : Hint) { Size = TextSize.Small, IsSubtle = true, Spacing = Spacing.Small },
            .. papers,
        ])
        {
            Speak = Title(outcome),
            FallbackText = Title(outcome),
            Refresh = person is null ? null : new(new ExecuteAction("刷新", CardTarget.RefreshVerb, new(outcome.Of ?? ""), null), [person]),
        };
    }

    /// <summary>Whoever cannot apply has nothing to prepare.</summary>
    public static bool HasPapers(Outcome outcome) => outcome.Result.Verdict != Verdict.Ineligible && !outcome.Result.Materials.IsEmpty;

    public static string Title(Outcome outcome)
    {
        var (ready, required) = Count(outcome);
        return ready == 0 ? $"材料清单（{required} 项）" : $"材料清单（{required} 项，已备 {ready} 项）";
    }

    /// <summary>By the place where they go; empty for whoever cannot apply.</summary>
    public static IEnumerable<CardElement> Papers(Outcome outcome, CardTarget target)
    {
        if (!HasPapers(outcome)) yield break;
        foreach (var place in outcome.Result.Materials.GroupBy(m => m.Material.Where))
        {
            yield return new TextBlock(place.Key) { Size = TextSize.Small, Weight = TextWeight.Bolder, Color = TextColor.Accent, Spacing = Spacing.Medium };
            foreach (var material in place) yield return Paper(material, outcome.Done.Contains(material.Material.Id), target);
        }
    }

    private static (int Ready, int Required) Count(Outcome outcome)
    {
        var required = outcome.Result.Materials.Where(m => m.Status == MaterialStatus.Required).ToList();
        return (required.Count(m => outcome.Done.Contains(m.Material.Id)), required.Count);
    }

    // A bar of two columns, as wide as what is ready and what is not.
    private static IEnumerable<CardElement> Progress(Outcome outcome)
    {
        var (ready, required) = Count(outcome);
        // Nothing ready: an empty bar would look like a field to fill in.
        if (ready == 0) yield break;
        yield return new ColumnSet([.. Part(ready, ContainerStyle.Good), .. Part(required - ready, ContainerStyle.Emphasis)]) { Spacing = Spacing.Small };
    }

    private static IEnumerable<Column> Part(int weight, ContainerStyle style)
    {
        if (weight > 0) yield return new([]) { Width = $"{weight}", Style = style, MinHeight = "8px", Spacing = Spacing.None };
    }

    private static ColumnSet Paper(MaterialResult m, bool done, CardTarget target)
    {
        var say = done ? $"{m.Material.Name}还没准备好" : $"{m.Material.Name}准备好了";
        return new(
        [
            new([new TextBlock(done ? "☑" : "☐") { Color = done ? TextColor.Good : TextColor.Default, Size = TextSize.Medium }]) { Width = "auto" },
            new(
            [
                new TextBlock(m.Material.Name + (m.Status == MaterialStatus.IfAvailable ? "（有则上传）" : "")) { IsSubtle = done ? true : null },
                .. m.Note.Length == 0 || done ? (IEnumerable<CardElement>)[] : [new TextBlock(m.Note) { Size = TextSize.Small, IsSubtle = true, Spacing = Spacing.None }],
            ])
            { Width = "stretch" },
        ])
        {
            // The whole line, so that a thumb hits it.
            SelectAction = target.Tick(say, say),
            Spacing = Spacing.Small,
        };
    }
}
