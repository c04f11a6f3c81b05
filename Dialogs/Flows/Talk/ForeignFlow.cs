using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;

namespace Dialogs.Flows.Talk;

/// <summary>A message in another language gets a kind sentence in it and in Chinese, with the phone number.</summary>
internal static class ForeignFlow
{
    private const int FewestLetters = 3;

    private static readonly HashSet<string> Telling = new(StringComparer.OrdinalIgnoreCase)
    {
        "the", "what", "when", "where", "how", "which", "who", "is", "are", "do", "does", "i", "my", "you", "your", "please", "hello", "hi", "help", "need", "want", "apply", "deadline",
        "title", "document", "documents", "materials", "graduate", "degree", "speak", "english", "thanks", "thank", "for", "of", "and", "this", "there", "professional", "college",
    };

    /// <summary>The language, or null if the message has Chinese in it, or nothing that tells.</summary>
    public static Language? LanguageOf(string text)
    {
        int arabic = 0, cyrillic = 0;
        foreach (var c in text)
        {
            if (c is >= '\u4e00' and <= '\u9fff') return null;
            if (c is (>= '\u0600' and <= '\u06ff') or (>= '\u0750' and <= '\u077f') or (>= '\ufb50' and <= '\ufdff') or (>= '\ufe70' and <= '\ufeff')) arabic++;
            else if (c is >= '\u0400' and <= '\u04ff') cyrillic++;
        }
        return arabic >= FewestLetters ? Language.Uyghur : cyrillic >= FewestLetters ? Language.Other : IsEnglish(text) ? Language.English : null;
    }

    public static Spoken Run(Heard heard, Language language) => new(heard.State, new Reply { Text = TalkWording.InChinesePlease(heard.Notice, language), Choices = heard.State.Offered });

    private static bool IsEnglish(string text)
    {
        if (text.Length < 2 || !char.IsAscii(text[0])) return false;
        var words = text.Split([' ', '?', '!', ',', '.', '\''], StringSplitOptions.RemoveEmptyEntries);
        var telling = words.Count(Telling.Contains);
        return telling >= 2 || telling == 1 && words.Length <= 2 && words[0].Length > 1 && !words[0].Equals("deadline", StringComparison.OrdinalIgnoreCase);
    }

    internal enum Language { Uyghur, English, Other }
}
