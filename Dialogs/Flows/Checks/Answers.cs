using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Flows.Checks;

/// <summary>Answers given by an option's own words.</summary>
internal static class Answers
{
    public static FactValue Typed(Field field, string value) =>
        field.Kind == FieldKind.Flag ? new FactValue.Flag(value == "true") : new FactValue.Choice(value);

    /// <summary>An older button: the one option of any field that says just this; null: none or several.</summary>
    public static Profile? Named(Notice notice, string text)
    {
        Profile? found = null;
        foreach (var field in notice.Fields)
            foreach (var option in field.Options)
                if (option.Text == text)
                {
                    if (found is not null) return null;
                    found = Profile.Empty.With(field.Id, Typed(field, option.Value));
                }
        return found;
    }
}
