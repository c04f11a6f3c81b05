using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Bot.State.Time;
using Microsoft.Extensions.Options;

namespace Bot.Hosting;

/// <summary>One section of the settings and what it is bound to.</summary>
public sealed record SettingsSection(string Name, Type Options);

/// <summary>
/// Options that refuse what they do not understand. The <c>ErrorMessage</c> of a property's validation attributes says what is allowed;
/// a key that does not exist, a value that cannot be read and a value out of range each stop the start with one line.
/// </summary>
public static class Settings
{
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section) where T : class, new()
    {
        services.AddSingleton(new SettingsSection(section, typeof(T)));
        services.AddOptions<T>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<T>>(provider => new ConfigureOptions<T>(options => Bind(provider.GetRequiredService<IConfiguration>().GetSection(section), options)));
        return services;
    }

    /// <summary>The same for settings inside of others, for example one item of a list: a line for each value that its attributes refuse.</summary>
    public static IEnumerable<string> Problems(object settings, string path) =>
        from property in settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let value = property.GetValue(settings)
        let rules = property.GetCustomAttributes<ValidationAttribute>().ToImmutableArray()
        where !rules.All(rule => rule.IsValid(value))
        select $"{path}:{property.Name} is '{value}'; allowed: {Allowed(property, rules)}.";

    /// <summary>The settings of a section, for what is needed before the container is built.</summary>
    public static T Read<T>(this IConfiguration configuration, string section) where T : class, new()
    {
        var settings = new T();
        Bind(configuration.GetSection(section), settings);
        return settings;
    }

    private static void Bind<T>(IConfigurationSection section, T settings) where T : class
    {
        // One that cannot be set is a section of its own.
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).ToImmutableArray();
        ImmutableArray<string> problems = [.. Unknown(section, properties), .. properties.Where(p => p.CanWrite).Select(p => Set(section, settings, p)).OfType<string>()];
        if (!problems.IsEmpty) throw new StartException(problems);
    }

    private static IEnumerable<string> Unknown(IConfigurationSection section, ImmutableArray<PropertyInfo> properties) =>
        section.GetChildren()
            .Where(child => !properties.Any(p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)))
            .Select(child => $"{child.Path} is not a setting; allowed in {section.Path}: {string.Join(", ", properties.Select(p => p.Name))}.");

    private static string? Set<T>(IConfigurationSection section, T settings, PropertyInfo property) where T : class
    {
        var entry = section.GetSection(property.Name);
        var rules = property.GetCustomAttributes<ValidationAttribute>().ToImmutableArray();
        try
        {
            if (entry.Exists() && entry.Value != "" && Value(entry, property.PropertyType) is { } value) property.SetValue(settings, value);
        }
        catch (InvalidOperationException)
        {
            return Wrong();
        }

        return rules.All(rule => rule.IsValid(property.GetValue(settings))) ? null : Wrong();

        string Wrong() => $"{section.Path}:{property.Name} is '{Shown(entry)}'; allowed: {Allowed(property, rules)}.";
    }

    // An instant is read strictly: without its offset it would be one of 24 moments.
    private static object? Value(IConfigurationSection entry, Type type) =>
        type != typeof(DateTimeOffset?) ? entry.Get(type, binder => binder.ErrorOnUnknownConfiguration = true)
        : Moment.TryParse(entry.Value ?? "", out var moment) ? moment
        : throw new InvalidOperationException();

    private static string Shown(IConfigurationSection entry) =>
        entry.Value ?? string.Join(", ", entry.GetChildren().Select(child => child.Value));

    private static string Allowed(PropertyInfo property, ImmutableArray<ValidationAttribute> rules)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return rules.Select(r => r.ErrorMessage).FirstOrDefault(m => m is not null)
            ?? (type == typeof(DateTimeOffset) ? string.Join(" or ", Moment.Allowed)
                : type.IsEnum ? string.Join(", ", Enum.GetNames(type)) : type == typeof(bool) ? "true, false" : $"a value of type {type.Name}");
    }
}
