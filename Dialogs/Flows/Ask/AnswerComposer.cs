using System.Collections.Immutable;
using Dialogs.Wording;
using Knowledge.Deadlines;
using Knowledge.Materials;
using Knowledge.Notices;
using Knowledge.Rules;
using Knowledge.Wording;

namespace Dialogs.Flows.Ask;

/// <summary>Says what a topic says to this person on this day.</summary>
internal static class AnswerComposer
{
    public static Composed Compose(Notice notice, AnswerScope scope)
    {
        var obstacle = Obstacle(scope);
        if (obstacle is not null && !AsksForRule(scope)) return new Composed(Preface(notice, scope) + AskWording.MayNot(obstacle), obstacle.Citations);
        var answer = scope.Topic.Answers.First(a => a.When is null || a.When.Evaluate(scope.Conditions) == Truth.True);
        var text = Preface(notice, scope) + ClaimCheck.Opening(notice, scope, ofAnybody: answer.When is null) + answer.Text.Render(scope.Conditions, Names(notice, scope, answer.Text.Source));
        ImmutableArray<Citation> citations = [.. Moved(notice, answer.Text.Source), .. answer.Citations, .. ClosedWindow(notice, scope)?.Citations ?? []];
        return obstacle is null ? new Composed(text, citations) : new Composed($"{text}\n{AskWording.Besides(obstacle)}", [.. citations, .. obstacle.Citations]);
    }

    /// <summary>After a correction the clause that moved a day proves it, before the older one that the pack's answer quotes.</summary>
    private static IEnumerable<Citation> Moved(Notice notice, string template) =>
        notice.Changes.Length == 0 ? [] : notice.Deadlines.Where(d => Uses(template, $"deadlines.{d.Id}.")).SelectMany(d => d.Citations);

    /// <summary>「这样的是不是满一年才行」 asks how it is, not whether the asker may.</summary>
    private static bool AsksForRule(AnswerScope scope) => scope.Question.Forms.Overlaps(RuleForms) && !scope.Question.Forms.Contains("q_mayi");

    private static readonly string[] RuleForms = ["q_years", "q_howmany", "q_howlong", "q_which", "q_what", "q_is", "q_need"];

    /// <summary>What the asker's own words settle against them, or leave to be asked, if the topic is whether they may and speaks of something else.</summary>
    private static CriterionResult? Obstacle(AnswerScope scope)
    {
        if (scope.Topic.MayI is not { } own || scope.Question.Facts.Facts.IsEmpty) return null;
        var criteria = scope.Conditions.Check.Criteria;
        if (criteria.Any(c => c.Status == CriterionStatus.Unmet && c.Criterion.Id == own)) return null;
        var others = criteria.Where(c => c.Criterion.Id != own).Select(c => c.AtBest ?? c).ToList();
        return others.Find(c => c.Status == CriterionStatus.Unmet) ?? others.Find(c => c.Status == CriterionStatus.Review);
    }

    /// <summary>Once the window that a topic is about has closed, that is said first.</summary>
    private static string Preface(Notice notice, AnswerScope scope) =>
        ClosedWindow(notice, scope) is { } deadline ? AskWording.Closed(notice, deadline, scope.Today) : "";

    private static Deadline? ClosedWindow(Notice notice, AnswerScope scope) =>
        scope.Topic.About is { } about && notice.Deadline(about) is { } deadline && scope.Today > deadline.Closes ? deadline : null;

    /// <summary>Only what the template uses is worked out.</summary>
    private static Dictionary<string, object> Names(Notice notice, AnswerScope scope, string template)
    {
        var names = new Dictionary<string, object>(4) { ["whom"] = AskWording.Whom(notice) };
        if (Uses(template, "changes")) names["changes"] = notice.Changes.TrimEnd('。');
        if (scope.AskedDay is { } day) names["asked_day"] = Iso(day);
        if (scope.Counted is { } counted) names["period"] = OfPeriod(counted);
        if (scope.Question.Ambiguous.Count > 0) names["ambiguous"] = scope.Question.Ambiguous.ToDictionary(a => a.Key, a => (object)a.Value);
        if (scope.NamedDay is { } named) names["named_day"] = Iso(named);
        if (scope.Question.Several.Count > 0) names["several"] = scope.Question.Several.ToDictionary(s => s.Key, s => (object)string.Join('、', s.Value));
        if (Uses(template, "told.")) names["told"] = Told(scope);
        if (Uses(template, "materials.")) names["materials"] = OfMaterials(scope.Conditions.Check.Materials);
        if (Uses(template, "verdict.")) names["verdict"] = new Dictionary<string, object> { ["sentence"] = VerdictWording.Sentence(scope.Conditions.Check) };
        return names;
    }

    /// <summary>The words in which the facts were told: 「地质队的」.</summary>
    private static Dictionary<string, object> Told(AnswerScope scope) => scope.Question.Recognized.Choices
        .Where(c => c.Value is not null && scope.Question.Facts[c.Field] is FactValue.Choice fact && fact.Value == c.Value)
        .GroupBy(c => c.Field, c => scope.Question.Text[c.Span.Start..c.Span.End])
        .ToDictionary(f => f.Key, f => (object)f.Last());

    private static Dictionary<string, object> OfPeriod(Counted counted) => new()
    {
        ["posted"] = Iso(counted.Start),
        ["ends"] = Iso(counted.Days[^1]),
        ["ready"] = Iso(counted.End),
        ["counted_text"] = ChineseDates.List(counted.Days),
    };

    private static Dictionary<string, object> OfMaterials(ImmutableArray<MaterialResult> materials) => new()
    {
        ["required"] = AskWording.Numbered(materials.Where(m => m.Status == MaterialStatus.Required).Select(m => m.Material.Name)),
        ["if_available"] = string.Join("、", materials.Where(m => m.Status == MaterialStatus.IfAvailable).Select(m => m.Material.Name)),
        ["extra"] = string.Join("、", materials.Where(m => m is { Status: MaterialStatus.Required, Material.RequiredWhen: not null }).Select(m => m.Material.Name)),
    };

    private static bool Uses(string template, string name) => template.Contains(name, StringComparison.Ordinal);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An answer's words and where they come from.</summary>
internal sealed record Composed(string Text, ImmutableArray<Citation> Citations);
