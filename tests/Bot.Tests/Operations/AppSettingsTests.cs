using System.Globalization;
using Bot.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Operations;

/// <summary>The one appsettings.json is the list of settings that an operator reads: it must be whole, and tell the defaults.</summary>
public sealed class AppSettingsTests(BotHost bot)
{
    private static readonly IConfigurationRoot File = new ConfigurationBuilder().AddJsonFile(TestKit.Repository.At("appsettings.json")).Build();

    [Fact]
    public void AppSettings_ShowEverySettingWithItsDefault()
    {
        var offenders = from section in bot.Services.GetServices<SettingsSection>()
                        let defaults = Activator.CreateInstance(section.Options)
                        from property in section.Options.GetProperties().Where(p => p.CanWrite && !p.PropertyType.IsArray)
                        let expected = Convert.ToString(property.GetValue(defaults), CultureInfo.InvariantCulture) ?? ""
                        let shown = File[$"{section.Name}:{property.Name}"]
                        where !string.Equals(expected, shown, StringComparison.OrdinalIgnoreCase)
                        select $"{section.Name}:{property.Name} is '{shown}', the default is '{expected}'";
        Assert.Empty(offenders);
    }

    [Fact]
    public void AppSettings_ShowNothingElse()
    {
        var known = bot.Services.GetServices<SettingsSection>().Select(s => s.Name).Append("Logging").ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(File.GetChildren().Select(s => s.Key), k => !known.Contains(k));
    }
}
