using System.Security.Cryptography;
using System.Text;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Understanding;

/// <summary>
/// What was learnt of topics, by what it was learnt from: a notice of which only a day or a rule has changed (a postponement, a supplement) asks nothing to be learnt again, and both share it.
/// Kept as long as a notice uses it.
/// </summary>
internal sealed class LearntTopics
{
    public static readonly LearntTopics Shared = new();

    private readonly Dictionary<string, WeakReference<TopicClassifier>> kept = new(StringComparer.Ordinal);

    // Learning takes seconds of a processor: who asks for the same at the same time waits for it.
    private readonly Lock learning = new();

    /// <param name="key">See <see cref="Key"/>.</param>
    /// <param name="learn">Called if nobody has it.</param>
    public TopicClassifier Find(string key, Func<TopicClassifier> learn)
    {
        lock (learning)
        {
            if (kept.TryGetValue(key, out var found) && found.TryGetTarget(out var known)) return known;
            foreach (var gone in kept.Where(k => !k.Value.TryGetTarget(out _)).ToList()) kept.Remove(gone.Key);
            var learnt = learn();
            kept[key] = new(learnt);
            return learnt;
        }
    }

    /// <summary>The same for the same build of the program, topics, concepts, words for the fields' values, and day of issue (a date without a year is read by it).</summary>
    public static string Key(Notice notice)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(params IEnumerable<string> parts)
        {
            foreach (var part in parts)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(part));
                hash.AppendData([0]);
            }
            hash.AppendData([1]);
        }
        Add($"{notice.Issued:O}");
        foreach (var topic in notice.Topics.All) Add(topic.Examples.Prepend(topic.Id));
        foreach (var concept in notice.Topics.Concepts) Add(concept.Forms.Prepend(concept.Id));
        foreach (var field in notice.Fields) AddField(field, Add);
        return $"{typeof(LearntTopics).Module.ModuleVersionId} {notice.Id} {Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    private static void AddField(Field field, Action<IEnumerable<string>> add)
    {
        add([field.Id, $"{field.Kind}", .. field.Order]);
        foreach (var option in field.Options)
        {
            add([option.Value, option.Text, .. option.Said]);
            add(option.Answers);
        }
        foreach (var ambiguous in field.Ambiguous) add([.. ambiguous.Said, ambiguous.Work ?? ""]);
        foreach (var place in field.Workplaces) add([place.Work, place.Value, .. place.Said]);
        add(field.Yields);
        foreach (var nearest in field.Nearest) add([.. nearest.Said, .. nearest.Values]);
        add(field.Masks);
        add(field.Cues);
        add(field.Vetoes);
    }
}
