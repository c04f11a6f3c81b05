using System.Collections.Immutable;
using Knowledge.Materials;
using Knowledge.Notices;
using Knowledge.Rules.Tables;
using Knowledge.Wording;

namespace Knowledge.Rules;

/// <summary>The list of papers of one person. A paper that hangs on a fact not told is listed as wanted if available, and its note says on what it hangs.</summary>
internal static class MaterialResults
{
    public static ImmutableArray<MaterialResult> Of(Notice notice, Profile profile, TemplateScope words)
    {
        var masks = notice.Plan.MasksOf(profile, defaults: true);
        var results = ImmutableArray.CreateBuilder<MaterialResult>();
        for (var i = 0; i < notice.Materials.Length; i++)
            if (One(notice, notice.Materials[i], RuleView.Of(notice.Plan.Materials[i], masks), words) is { } result) results.Add(result);
        return results.ToImmutable();
    }

    private static MaterialResult? One(Notice notice, Material material, RuleView view, TemplateScope words)
    {
        var note = material.Note.IsEmpty ? "" : material.Note.Render(words);
        if (view.IsSettled) return RulePlan.MaterialStatusOf(view.Cases[0]) is { } status ? new MaterialResult(material, status, note) : null;
        var deciding = view.Deciding((a, b) => a == b).ToHashSet();
        words.Set("depends", notice.Fields.Where((_, i) => deciding.Contains(i)).Select(f => f.Label).ToArray());
        return new MaterialResult(material, MaterialStatus.IfAvailable, note + notice.DependsNote.Render(words));
    }
}
