using System.Collections.Immutable;
using Knowledge.Loading.Yaml;
using Knowledge.Questions;
using Knowledge.Rules;

namespace Knowledge.Loading;

/// <summary>
/// Reads <c>topics/*.yaml</c>, <c>words.yaml</c> and the example questions <c>questions/TOPIC.txt</c>, one a line, <c>#</c> for remarks.
/// </summary>
public static class TopicReader
{
    /// <summary>What templates of answers may use beyond the common names.</summary>
    private static readonly string[] Names = ["whom", "materials", "period", "ambiguous", "verdict", "asked_day", "named_day", "several", "told", "changes"];

    private static readonly (string, TopicKind)[] Kinds =
    [
        ("answer", TopicKind.Answer), ("unanswerable", TopicKind.Unanswerable), ("refused", TopicKind.Refused),
        ("offtopic", TopicKind.OffTopic), ("smalltalk", TopicKind.SmallTalk),
    ];

    public static TopicSet Read(PackContext pack, string mainDeadline)
    {
        var concepts = ReadConcepts(pack);
        var conditions = pack.Conditions(scoped: true, [.. Keys(pack, concepts)]);
        var topics = pack.Items("topics", "话题").ToList().Select(map => (Topic: ReadTopic(pack, map, conditions, concepts, mainDeadline), Map: map)).ToList();
        CheckIds(pack, topics);
        return new TopicSet([.. topics.Select(t => t.Topic).DistinctBy(t => t.Id)], concepts);
    }

    /// <summary>What a question itself says, as conditions of answers may test it.</summary>
    private static IEnumerable<ScopeKey> Keys(PackContext pack, ImmutableArray<Concept> concepts) =>
    [
        new ScopeKey("asked_day", ["past", "today", "future"]),
        new ScopeKey("named_day", ["workday", "worked-weekend", "off"]),
        new ScopeKey("period.in_time", ["true", "false"]),
        new ScopeKey("period.end_named", ["true", "false"]),
        new ScopeKey("period.by_named", ["true", "false"]),
        new ScopeKey("period.named", ["true", "false"]),
        new ScopeKey("role", []),
        .. pack.Deadlines.Select(d => new ScopeKey("today." + d.Id, ["before", "open", "last-day", "after"])),
        .. pack.Fields.Select(f => new ScopeKey("ambiguous." + f.Id, ["true"])),
        .. pack.Fields.Select(f => new ScopeKey("several." + f.Id, ["listed", "mixed"])),
        .. concepts.Select(c => new ScopeKey("said." + c.Id, ["true"])),
    ];

    private static ImmutableArray<Concept> ReadConcepts(PackContext pack)
    {
        var concepts = ImmutableArray.CreateBuilder<Concept>();
        foreach (var map in pack.Items("words", "词表").ToList())
            foreach (var id in map.Keys.ToList())
                concepts.Add(new Concept(id, map.Texts(id)));
        return concepts.ToImmutable();
    }

    private static Topic ReadTopic(PackContext pack, MapReader map, ConditionReader conditions, ImmutableArray<Concept> concepts, string mainDeadline)
    {
        var (id, kind) = (map.Text("id"), map.OneOf("kind", TopicKind.Answer, Kinds));
        var title = map.Text("title");
        var topic = new Topic
        {
            Id = id,
            Kind = kind,
            Title = title,
            Examples = [title, .. Examples(pack, map, id)],
            About = kind == TopicKind.Answer ? DeadlineOrNone(pack, map, "about", mainDeadline) : null,
            Day = DeadlineOrNone(pack, map, "day", null),
            Period = DeadlineOrNone(pack, map, "period", null),
            MayI = ReadMayI(pack, map),
            HomeOf = ReadHomeOf(pack, map),
            Guard = ReadGuard(map),
            Needs = ReadNeeds(pack, map, concepts),
            Assume = ReadAssume(pack, map),
            Claim = ReadClaim(pack, map),
            Answers = ReadAnswers(pack, map, kind, conditions),
            Next = map.Texts("next"),
        };
        map.Done();
        return topic;
    }

    private static string[] Examples(PackContext pack, MapReader map, string id)
    {
        if (pack.Files.Texts.TryGetValue($"questions/{id}.txt", out var text))
            return [.. text.Split('\n').Select(l => l.Trim()).Where(l => l is [not '#', ..])];
        map.Source.Error(map.Line, $"话题 '{id}' 没有例句：缺少 questions/{id}.txt；请每行写一种问法。");
        return [];
    }

    private static string? DeadlineOrNone(PackContext pack, MapReader map, string key, string? absent)
    {
        if (map.OptionalText(key) is not { } id) return absent;
        if (id == "none") return null;
        if (pack.Deadlines.All(d => d.Id != id))
            map.Source.Error(map.LineOf(key), $"{key} 是 '{id}'；可以写：none、{string.Join("、", pack.Deadlines.Select(d => d.Id))}。");
        return id;
    }

    /// <summary><c>may_i: CRITERION</c>, or <c>may_i: all</c>.</summary>
    private static string? ReadMayI(PackContext pack, MapReader map)
    {
        if (map.OptionalText("may_i") is not { } id) return null;
        if (id == "all") return "";
        if (pack.Criteria.All(c => c.Id != id))
            map.Source.Error(map.LineOf("may_i"), $"may_i 是 '{id}'；可以写：all、{string.Join("、", pack.Criteria.Select(c => c.Id))}。");
        return id;
    }

    private static ImmutableArray<string> ReadHomeOf(PackContext pack, MapReader map)
    {
        var fields = map.Texts("home_of");
        foreach (var unknown in fields.Where(f => pack.Shapes.All(s => s.Id != f)))
            map.Source.Error(map.LineOf("home_of"), $"home_of 里的 '{unknown}' 不是事实项；可以写：{string.Join("、", pack.Shapes.Select(s => s.Id))}。");
        return fields;
    }

    private static ImmutableArray<string> ReadNeeds(PackContext pack, MapReader map, ImmutableArray<Concept> concepts)
    {
        var needs = map.Texts("needs");
        foreach (var unknown in needs.Where(n => concepts.All(c => c.Id != n) && pack.Shapes.All(s => s.Id != n)))
            map.Source.Error(map.LineOf("needs"), $"needs 里的 '{unknown}' 不是 words.yaml 里的词，也不是事实项。");
        return needs;
    }

    private static Guard? ReadGuard(MapReader map)
    {
        if (map.Map("guard", "guard") is not { } guard) return null;
        var read = new Guard(guard.Texts("words"), guard.Texts("instead_of"), guard.Texts("except"), guard.OptionalFlag("other_year"));
        if (read.Words.IsEmpty) guard.Source.Error(guard.Line, "guard 缺少 words；请写出哪些词说明问的是这个话题。");
        guard.Done();
        return read;
    }

    private static Profile ReadAssume(PackContext pack, MapReader map)
    {
        var profile = Profile.Empty;
        if (map.Map("assume", "assume") is not { } assume) return profile;
        foreach (var key in assume.Keys.ToList())
        {
            var text = assume.Text(key);
            var shape = pack.Shapes.FirstOrDefault(s => s.Id == key);
            if (shape is null || (!shape.Values.IsEmpty && !shape.Values.Contains(text)))
                assume.Source.Error(assume.LineOf(key), $"assume 里的 {key}: {text} 不是事实项和它的值；事实项有：{string.Join("、", pack.Shapes.Select(s => s.Id))}。");
            else profile = profile.With(key, shape.Kind == FieldKind.Flag ? new FactValue.Flag(text == "true") : new FactValue.Choice(text));
        }
        return profile;
    }

    private static Claim? ReadClaim(PackContext pack, MapReader map)
    {
        if (map.Map("claim", "claim") is not { } claim) return null;
        var closes = DeadlineOrNone(pack, claim, "closes", null);
        var number = claim.OptionalNumber("number");
        var units = claim.Texts("units");
        var atLeast = claim.OptionalFlag("at_least");
        claim.Done();
        if (closes is not null) return new Claim.Closes(closes);
        if (number is { } n && !units.IsEmpty) return new Claim.Figure(n, units, atLeast);
        claim.Source.Error(claim.Line, "claim 应写 closes: 时间节点，或 number: 数 和 units: [单位]。");
        return null;
    }

    /// <summary>A topic with one answer may give its <c>text</c> and <c>cite</c> directly.</summary>
    private static ImmutableArray<AnswerCase> ReadAnswers(PackContext pack, MapReader map, TopicKind kind, ConditionReader conditions)
    {
        ImmutableArray<AnswerCase> answers = map.Has("answers")
            ? [.. map.Maps("answers", "回答").ToList().Select(a => ReadAnswer(pack, a, conditions, kind))]
            : [ReadText(pack, map, null, kind)];
        if (answers.IsEmpty || answers[^1].When is not null)
            map.Source.Error(map.LineOf("answers"), "最后一个回答不能有 when：总要有一个回答是适用的。");
        return answers;
    }

    private static AnswerCase ReadAnswer(PackContext pack, MapReader map, ConditionReader conditions, TopicKind kind)
    {
        var when = map.Value("when") is { } value ? conditions.Read(map.Source, value) : null;
        var answer = ReadText(pack, map, when, kind);
        map.Done();
        return answer;
    }

    private static AnswerCase ReadText(PackContext pack, MapReader map, Condition? when, TopicKind kind)
    {
        var text = pack.Template(map.Source, map.LineOf("text"), map.Text("text"), Names);
        var citations = map.Has("cite") || kind == TopicKind.Answer ? pack.Citations.Read(map) : [];
        return new AnswerCase(when, text, citations);
    }

    private static void CheckIds(PackContext pack, List<(Topic Topic, MapReader Map)> topics)
    {
        var ids = topics.Select(t => t.Topic.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (twice, map) in topics.GroupBy(t => t.Topic.Id).SelectMany(g => g.Skip(1)))
            map.Source.Error(map.LineOf("id"), $"话题 '{twice.Id}' 写了不止一次；请只留一个。");
        foreach (var (topic, map) in topics)
            foreach (var (key, id) in Mentioned(topic).Where(m => !ids.Contains(m.Id)))
                map.Source.Error(map.LineOf(key), $"话题 '{topic.Id}' 的 {key} 提到 '{id}'，没有这个话题。");
        foreach (var file in pack.Files.Texts.Keys.Where(f => f.StartsWith("questions/", StringComparison.Ordinal)))
            if (ids.All(id => file != $"questions/{id}.txt")) pack.Source(file).Error(1, "没有这个话题；文件名应是 topics 里的 id。");
    }

    private static IEnumerable<(string Key, string Id)> Mentioned(Topic topic) =>
        topic.Next.Select(n => ("next", n)).Concat((topic.Guard?.InsteadOf ?? []).Concat(topic.Guard?.Except ?? []).Select(n => ("guard", n)));
}
