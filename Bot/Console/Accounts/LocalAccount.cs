using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Bot.HrConsole.Accounts;

/// <summary>An account that the console keeps itself.</summary>
/// <param name="Hash">Of the password, as <see cref="Passwords"/> writes it.</param>
/// <param name="Stamp">Drawn anew with every change of password or roles: sessions with an older one end.</param>
internal sealed partial record LocalAccount(string Name, ImmutableArray<string> Roles, string Hash, string Stamp, DateTimeOffset Created)
{
    public const string NameRule = "2 到 20 个汉字、字母、数字或 . _ -";

    public static bool IsName(string name) => NamePattern().IsMatch(name);

    [GeneratedRegex(@"^[\p{L}\p{Nd}._-]{2,20}$")]
    private static partial Regex NamePattern();
}
