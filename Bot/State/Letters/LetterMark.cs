using System.Globalization;

namespace Bot.State.Letters;

/// <summary>How far a conversation's activities have been handed over.</summary>
/// <param name="Begun">The number of the last one that an attempt was begun for.</param>
/// <param name="By">Who did.</param>
/// <param name="Until">Until then, in milliseconds, it is theirs to go on.</param>
/// <param name="IsPutOff">True: the one after it was attempted and not taken.</param>
internal sealed record LetterMark(long Begun, string By, long Until, bool IsPutOff)
{
    public static readonly LetterMark None = new(0, "", 0, false);

    public static LetterMark Parse(string? text) => text?.Split(' ') is [var begun, var by, var until, var state]
        ? new(long.Parse(begun, CultureInfo.InvariantCulture), by, long.Parse(until, CultureInfo.InvariantCulture), state == "off")
        : None;

    /// <summary>Empty: there is none.</summary>
    public override string ToString() => this == None ? "" : string.Create(CultureInfo.InvariantCulture, $"{Begun} {By} {Until} {(IsPutOff ? "off" : "on")}");
}
