using System.Collections.Immutable;
using System.Text;
using Dialogs.Recognizers;

namespace Dialogs.Understanding;

/// <summary>A text as the classifier reads it: as written, what was recognised in it, and once more with that replaced by its kind.</summary>
/// <param name="Text">Normalised.</param>
/// <param name="Marks">Kinds and values recognised, each once.</param>
/// <param name="Kinds">The text with every date, length of time and option's words replaced by one character of its kind.</param>
internal sealed record MarkedText(string Text, ImmutableArray<string> Marks, string Kinds)
{
    /// <summary>How many characters say something beside what was recognised.</summary>
    public int Said => Kinds.Count(c => char.IsLetterOrDigit(c) && !IsKind(c));

    private const char FirstKind = '\ue000';
    private const char LastKind = '\ue0ff';
    private const char Day = '\ue0fd', Length = '\ue0fe';

    public static bool IsKind(char c) => c is >= FirstKind and <= LastKind;

    /// <param name="fieldIndex">A small number for each field's id.</param>
    public static MarkedText Of(Recognized recognized, Func<string, int> fieldIndex)
    {
        var text = recognized.Text.Text;
        var marks = ImmutableArray.CreateBuilder<string>();
        var kinds = new StringBuilder(text.Length);
        var at = 0;
        foreach (var found in recognized.All.OrderBy(f => f.Span.Start).ThenByDescending(f => f.Span.End))
        {
            AddMarks(found, marks);
            if (Kind(found, fieldIndex) is not { } kind || found.Span.Start < at) continue;
            kinds.Append(text, at, found.Span.Start - at).Append(kind);
            at = found.Span.End;
        }
        kinds.Append(text, at, text.Length - at);
        return new MarkedText(text, [.. marks.Distinct()], kinds.ToString());
    }

    private static char? Kind(Recognition found, Func<string, int> fieldIndex) => found switch
    {
        ChoiceMention choice => (char)(FirstKind + fieldIndex(choice.Field)),
        DateMention => Day,
        DurationMention => Length,
        _ => null,
    };

    private static void AddMarks(Recognition found, ImmutableArray<string>.Builder marks)
    {
        switch (found)
        {
            case ChoiceMention { Value: null } choice: marks.Add(choice.Field); marks.Add(choice.Field + "?"); break;
            case ChoiceMention choice: marks.Add(choice.Field); marks.Add($"{choice.Field}={choice.Value}"); break;
            case DateMention date: marks.Add(date.Value is { IsExact: true } ? "day" : "date"); break;
            case DurationMention { Days: not null }: marks.Add("days"); break;
            case DurationMention: marks.Add("duration"); break;
        }
    }
}
