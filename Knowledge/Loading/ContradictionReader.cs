using System.Collections.Immutable;
using Knowledge.Notices;

namespace Knowledge.Loading;

/// <summary>Reads <c>contradictions.yaml</c>: those that only a reader finds, in full; and the wording for those that the program finds.</summary>
public static class ContradictionReader
{
    public static ImmutableArray<Contradiction> Read(PackContext pack)
    {
        var contradictions = ImmutableArray.CreateBuilder<Contradiction>();
        foreach (var map in pack.Items("contradictions", "矛盾").ToList())
        {
            var (id, advice) = (map.Text("id"), map.Text("advice"));
            var (body, other) = (pack.Citations.Read(map, "body"), pack.Citations.Read(map, "other"));
            map.Done();
            if (contradictions.Any(c => c.Id == id)) map.Source.Error(map.LineOf("id"), $"矛盾 '{id}' 重复了。");
            if (body.Length > 0 && other.Length > 0) contradictions.Add(new Contradiction(id, body[0], other[0], advice));
        }
        return contradictions.ToImmutable();
    }
}
