using Dialogs.Language;
using Knowledge.Rules;
using Microsoft.Recognizers.Text.DataTypes.TimexExpression;

namespace Dialogs.Recognizers;

/// <summary>Something found in a text: one of the cases below. <see cref="Span"/> counts in the normalised text; <see cref="Recognized.Written"/> leads back.</summary>
public abstract record Recognition(TextSpan Span);

/// <summary>A day, month or year named in the text.</summary>
/// <param name="Value">What it comes to; null: a date is meant, but which one cannot be said.</param>
public sealed record DateMention(TextSpan Span, PartialDate? Value) : Recognition(Span)
{
    /// <summary>True if no year was named, neither here nor before: <see cref="Value"/> is then the nearest such day to the reference.</summary>
    public bool AssumedYear { get; init; }

    /// <summary>True if not even a month was named: 「25号」.</summary>
    public bool AssumedMonth { get; init; }

    /// <summary>True if it was said as seen from today (昨天, 去年).</summary>
    public bool Relative { get; init; }

    /// <summary>TIMEX of the value; the year is <c>XXXX</c> where it is assumed; null without a value.</summary>
    public string? Timex => Value is null ? null : new TimexProperty
    {
        Year = AssumedYear ? null : Value.Year,
        Month = Value.Month,
        DayOfMonth = Value.Day,
    }.TimexValue;
}

/// <summary>A length of time. At most one of the bounds and <see cref="Months"/> is set; none: a length is meant, but not how long.</summary>
public sealed record DurationMention(TextSpan Span) : Recognition(Span)
{
    /// <summary>Exactly so many months.</summary>
    public int? Months { get; init; }

    /// <summary>So many months or more.</summary>
    public int? MinMonths { get; init; }

    /// <summary>Fewer than so many months.</summary>
    public int? UnderMonths { get; init; }

    /// <summary>Exactly so many days, for lengths given in days, weeks or half months.</summary>
    public int? Days { get; init; }

    /// <summary>True if <see cref="Days"/> counts working days.</summary>
    public bool Working { get; init; }

    /// <summary>TIMEX of an exact length (<c>P20M</c>, <c>P2Y</c>, <c>P5D</c>); null otherwise.</summary>
    public string? Timex => (Months, Days) switch
    {
        ({ } months, _) when months % 12 == 0 => new TimexProperty { Years = months / 12 }.TimexValue,
        ({ } months, _) => new TimexProperty { Months = months }.TimexValue,
        (_, { } days) => new TimexProperty { Days = days }.TimexValue,
        _ => null,
    };
}

public enum NumberKind { Cardinal, Ordinal, Percent }

/// <summary>A number that is neither part of a date nor of a length of time.</summary>
public sealed record NumberMention(TextSpan Span, decimal Value, NumberKind Kind) : Recognition(Span);

/// <summary>An amount of money, in units of the currency.</summary>
public sealed record AmountMention(TextSpan Span, decimal Value) : Recognition(Span);

/// <summary>Yes, no, or 「I do not know」.</summary>
/// <param name="Value">Null: unsure.</param>
/// <param name="Alone">True if its clause says nothing else (「有的，去年办的」); false if the clause begins so and goes on (「有学位」).</param>
public sealed record YesNoMention(TextSpan Span, bool? Value, bool Alone) : Recognition(Span);

/// <summary>Words of a field's option, or words that could be several of its options.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Value">The option's value; null: ambiguous.</param>
/// <param name="Stance">How the words are meant.</param>
/// <param name="Note">If ambiguous: one sentence of the pack that says what is unclear.</param>
public sealed record ChoiceMention(TextSpan Span, string Field, string? Value, Stance Stance, string? Note) : Recognition(Span)
{
    /// <summary>Whether the words only suggest the option: they count where nothing else is said of the field.</summary>
    public bool Yields { get; init; }
}

/// <summary>Whether words are said of the person, denied, or only asked about, intended or required (是不是…, 准备考…).</summary>
public enum Stance { Said, Denied, Asked }
