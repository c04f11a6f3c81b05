using System.Globalization;
using Fluid;
using Fluid.Values;
using Knowledge.Rules;

namespace Knowledge.Wording;

/// <summary>The template engine's set-up: its parser, and the filters for dates, options and amounts.</summary>
internal static class Liquid
{
    public const string ScopeKey = "scope";

    public static readonly FluidParser Parser = new(new FluidParserOptions { AllowFunctions = false, AllowParentheses = true });

    public static readonly TemplateOptions Options = CreateOptions();

    private static TemplateOptions CreateOptions()
    {
        var options = new TemplateOptions { MaxSteps = 10_000 };
        options.Filters.AddFilter("day", Day);
        options.Filters.AddFilter("month", Month);
        options.Filters.AddFilter("option", Option);
        options.Filters.AddFilter("amount", Amount);
        return options;
    }

    private static ValueTask<FluidValue> Day(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        if (!PartialDate.TryParse(input.ToStringValue(), null, out var date)) return input;
        var full = arguments.At(0).ToStringValue() == "full";
        var text = !date.IsExact ? ChineseDates.Full(date) : full ? ChineseDates.DayWithYear(date.First) : ChineseDates.Day(date.First);
        return StringValue.Create(text);
    }

    private static ValueTask<FluidValue> Month(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        PartialDate.TryParse(input.ToStringValue(), null, out var date) ? StringValue.Create($"{date.Year}年{(date.Month is { } m ? $"{m}月" : "")}") : input;

    private static ValueTask<FluidValue> Option(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var scope = (ConditionScope)context.AmbientValues[ScopeKey];
        var value = input.ToStringValue();
        return StringValue.Create(scope.Notice.Field(arguments.At(0).ToStringValue())?.Options.FirstOrDefault(o => o.Value == value)?.Text ?? value);
    }

    private static ValueTask<FluidValue> Amount(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        StringValue.Create(input.ToNumberValue().ToString("0.##", CultureInfo.InvariantCulture));
}
