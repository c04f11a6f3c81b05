using Dialogs.Recognizers;
using Dialogs.Recognizers.Choices;
using Dialogs.Recognizers.Commands;
using Dialogs.Recognizers.Facts;
using Dialogs.Replies;
using Dialogs.Understanding;
using Knowledge.Rules;

namespace Dialogs.Turns.Steps;

/// <summary>Second step: what the message says of the person, asks for, or picks.</summary>
internal static class Recognise
{
    public static Heard Run(Written written)
    {
        var (start, text) = (written.Start, written.Text);
        var picked = Pick(written);
        // A number says what pressing the choice says: on channels without buttons it is the only way to press.
        if (picked is not null && start.Message.Text.Trim() != picked.Value) return Run(Normalise.Run(start with { Message = start.Message with { Text = picked.Value } }));
        var asking = start.State.Check is { Asking: { } id } ? start.Notice.Field(id) : null;
        var suite = RecognizerSuite.For(start.Notice);
        var recognized = suite.Recognize(text, start.Today);
        var reading = FactReader.Read(recognized, suite.Fields, asking);
        if (reading.Facts.Facts.IsEmpty && reading.Unclear.IsEmpty && text.Length is > 1 and < 60 && NoticeLanguage.For(start.Notice).Reader.Corrected(text.Text) is var corrected && corrected != text.Text)
        {
            recognized = suite.Recognize(corrected, start.Today);
            reading = FactReader.Read(recognized, suite.Fields, asking);
        }
        reading = HintedFacts.Add(WithoutStrayAnswer(recognized, reading, suite, asking), recognized, suite, start.Message.Hints);
        return new Heard(start, text.Text, recognized, reading, CommandReader.Read(text.Text), picked) { Asking = asking };
    }

    /// <summary>A yes or no in the middle of a message that tells of something else does not answer the pending question.</summary>
    private static FactReading WithoutStrayAnswer(Recognized recognized, FactReading reading, RecognizerSuite suite, Field? asking) =>
        asking is not null && reading.Facts.Facts.Count > 1 && reading.Facts.Knows(asking.Id) && recognized.YesNo is { Span.Start: > 1 } && !FactReader.Read(recognized, suite.Fields).Facts.Knows(asking.Id)
            ? reading with { Facts = reading.Facts.Without(asking.Id) }
            : reading;

    /// <summary>The choice that was pressed, written out or numbered.</summary>
    private static Choice? Pick(Written written)
    {
        var offered = written.Start.State.Offered;
        if (offered.IsDefaultOrEmpty) return null;
        var said = written.Start.Message.Text.Trim();
        foreach (var choice in offered)
            if (said == choice.Value) return choice;
        foreach (var choice in offered)
            if (said == choice.Title) return choice;
        return OptionPicker.Pick(written.Text, offered.Length) is { } place ? offered[place] : null;
    }
}
