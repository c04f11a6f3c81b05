using Knowledge.Notices;

namespace Dialogs.Understanding;

/// <summary>
/// What was learnt of a notice's examples, as bytes. They hold for just that version of the notice and just this build of the program; of any other they
/// are nothing.
/// </summary>
internal static class LearntTopics
{
    public static void Save(Notice notice, TopicClassifier classifier, Stream to)
    {
        using var writer = new BinaryWriter(to, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(KeyOf(notice));
        classifier.Save(writer);
    }

    /// <summary>Null: nothing was given, or it does not hold.</summary>
    public static TopicClassifier? Load(Notice notice, FeatureReader features, Stream? learnt)
    {
        if (learnt is null) return null;
        using var reader = new BinaryReader(learnt, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            return reader.ReadString() == KeyOf(notice) ? TopicClassifier.Load(features, reader) : null;
        }
        catch (Exception e) when (e is IOException or FormatException or OverflowException or ArgumentException)
        {
            return null; // cut short or damaged
        }
    }

    // A build that changes anything gets other module ids.
    private static string KeyOf(Notice notice) =>
        $"{notice.Id} {notice.Version} {typeof(LearntTopics).Module.ModuleVersionId:N} {typeof(Notice).Module.ModuleVersionId:N}";
}
