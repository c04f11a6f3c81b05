using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Flows.Checks;

/// <summary>Finds the field that somebody means by a few words (「改一下工作时间」).</summary>
internal static class FieldNames
{
    private const int FewestShared = 2;

    /// <summary>The field whose label, or else whose cue words, share the longest run with the text; of equal ones that with the shorter label. Null: none shares two characters.</summary>
    public static Field? Find(Notice notice, string text)
    {
        Field? best = null;
        var most = FewestShared - 1;
        foreach (var field in notice.Fields)
        {
            var shared = Math.Max(Shared(field.Label, text) * 2, field.Cues.Where(c => c.Length >= 3 && text.Contains(c, StringComparison.Ordinal)).Select(c => c.Length * 2 - 1).DefaultIfEmpty(0).Max());
            if (shared > most * 2 || best is not null && shared == most * 2 && field.Label.Length < best.Label.Length) (best, most) = (field, (shared + 1) / 2);
        }
        return best;
    }

    private static int Shared(string label, string text)
    {
        for (var length = Math.Min(label.Length, text.Length); length >= FewestShared; length--)
            for (var at = 0; at + length <= label.Length; at++)
                if (text.AsSpan().Contains(label.AsSpan(at, length), StringComparison.Ordinal)) return length;
        return 0;
    }
}
