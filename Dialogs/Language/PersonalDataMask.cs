using System.Text;
using System.Text.RegularExpressions;

namespace Dialogs.Language;

/// <summary>
/// Takes out of a text what must not be kept of a person: identity numbers, passports, mobile numbers, bank cards, e-mail addresses. Applied before anything is
/// stored or logged. Check digits are not looked at: a mistyped number is as private as a right one. Dates, landlines, years and addresses of web
/// pages stay. Pure; returns the same instance if there is nothing to take out.
/// </summary>
public static partial class PersonalDataMask
{
    public const string IdentityNumber = "［身份证号］";
    public const string Document = "［证件号］";
    public const string MobileNumber = "［手机号］";
    public const string BankCard = "［银行卡号］";
    public const string LongNumber = "［号码］";
    public const string Email = "［邮箱］";

    private const int FewestDigits = 11;
    private const int FewestDigitsAfterLetters = 7;

    public static string Apply(string text) => MayHold(text) ? Replace(text, ToAscii(text)) : text;

    /// <summary>False: certainly nothing to take out. Cheap.</summary>
    public static bool MayHold(ReadOnlySpan<char> text)
    {
        var (digits, run, lettered) = (0, 0, false);
        foreach (var c in text)
        {
            if (ToAscii(c) is >= '0' and <= '9')
            {
                if (++run == FewestDigitsAfterLetters && lettered) return true;
            }
            else (run, lettered) = (0, char.IsAsciiLetter(ToAscii(c)));
            if (c is (>= '0' and <= '9') or (>= '０' and <= '９') || ChineseDigits.Contains(c)) digits++;
            else if (c is '@' or '＠') return true;
        }
        return digits >= FewestDigits;
    }

    private static string Replace(string text, string ascii)
    {
        var end = 0;
        StringBuilder? masked = null;
        for (var match = PrivateData().Match(ascii); match.Success; match = match.NextMatch())
        {
            masked ??= new(text.Length);
            _ = masked.Append(text, end, match.Index - end).Append(Instead(match));
            end = match.Index + match.Length;
        }
        return masked is null ? text : masked.Append(text, end, text.Length - end).ToString();
    }

    private static string Instead(Match match) =>
        match.Groups["mobile"].Success ? MobileNumber
        : match.Groups["id"].Success ? IdentityNumber
        : match.Groups["card"].Success ? BankCard
        : match.Groups["email"].Success ? Email
        : match.Groups["document"].Success ? Document
        : LongNumber;

    // Full-width forms and typographic dashes become ASCII, one for one, so that places in the two texts agree.
    private static string ToAscii(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = ToAscii(source[i]);
    });

    private static char ToAscii(char c) => c switch
    {
        >= '！' and <= '～' => (char)(c - 0xFEE0),
        '\u3000' or '\u00A0' or '\t' => ' ',
        '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' => ' ',
        '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => '-',
        '·' or '•' or '。' => '.',
        _ => c,
    };

    private const string ChineseDigits = "零〇一二三四五六七八九幺";

    // A gap may stand between the groups of a number; the groups are named, so that a date before a number is not taken for a part of it.
    // Documents: one or two letters and seven to nine digits, as passports and permits have; with more beside them they are ids of programs.
    // Mobile numbers: 3-4-4, 3-3-5, 4-3-4, digit by digit, with or without the country code, or said in Chinese numerals.
    // Identity numbers: 18 (the last may be X) in a piece, in fours or as place, birth day and order; 15 in a piece; both also in Chinese numerals.
    // Bank cards: 16 to 19 in a piece, also in Chinese numerals, in fours (four years in a row are no card), or 6 and the rest.
    [GeneratedRegex("""
        (?<!\d)(?:
          (?<mobile>(?:(?:\+|00)?86[\x20.\-]{0,2}|0)?(?:1[3-9]\d[\x20.\-]{0,3}\d{4}[\x20.\-]{0,3}\d{4}|1[3-9]\d[\x20.\-]\d{3}[\x20.\-]\d{5}|1[3-9]\d\d[\x20.\-]\d{3}[\x20.\-]\d{4}|1[\x20.\-][3-9](?:[\x20.\-]\d){9}|\(1[3-9]\d\)[\x20.\-]{0,3}\d{4}[\x20.\-]{0,3}\d{4})(?!\d))
        | (?<id>\d{4}([\x20.\-])\d{4}\1\d{4}\1\d{4}\1?\d[Xx](?![0-9A-Za-z])
        | (?:\d{6}[\x20.\-]?(?:18|19|20)\d\d[\x20.\-]?\d\d[\x20.\-]?\d\d[\x20.\-]?\d{3}[\x20.\-]?|\d{17})(?:\d(?!\d)|[Xx](?![0-9A-Za-z]))|\d{15}(?!\d))
        | (?<card>\d{16,19}(?!\d)|(?!(?:(?:19|20)\d\d[\x20.\-]){3}(?:19|20)\d\d)\d{4}([\x20.\-])\d{4}\2\d{4}\2\d{4}(?:\2?\d{1,3})?(?!\d)|\d{6}[\x20.\-]\d{10,13}(?!\d))
        | \d{20,}
        )
        | (?<![零〇一二三四五六七八九幺])(?<mobile>[一幺][三四五六七八九][零〇一二三四五六七八九幺]{9})(?![零〇一二三四五六七八九幺])
        | (?<![零〇一二三四五六七八九幺])(?:(?<id>[零〇一二三四五六七八九幺]{17}(?:[零〇一二三四五六七八九幺]|[Xx](?![0-9A-Za-z]))|[零〇一二三四五六七八九幺]{15})|(?<card>[零〇一二三四五六七八九幺]{16,19}))(?![零〇一二三四五六七八九幺])
        | (?<![0-9A-Za-z_\-])(?<document>[A-Za-z]{1,2}\d{7,9})(?![0-9A-Za-z_\-])
        | (?<email>[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4})
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex PrivateData();
}
