using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Bot.Channels.Cards;

/// <summary>As much of Adaptive Cards 1.5 as the assistant uses. Absent values are not written; every element is drawn by Teams and by Web Chat.</summary>
internal sealed record AdaptiveCard(ImmutableArray<CardElement> Body)
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    public string Type { get; } = "AdaptiveCard";

    [JsonPropertyName("$schema")]
    public string Schema { get; } = "http://adaptivecards.io/schemas/adaptive-card.json";

    public string Version { get; } = "1.5";
    public string Lang { get; } = "zh";
    public ImmutableArray<CardAction>? Actions { get; init; }

    /// <summary>Read aloud.</summary>
    public string? Speak { get; init; }

    /// <summary>Shown where the card cannot be.</summary>
    public string? FallbackText { get; init; }

    /// <summary>What Teams asks for again whenever the card comes into view.</summary>
    public CardRefresh? Refresh { get; init; }
}

/// <param name="UserIds">For whom.</param>
internal sealed record CardRefresh(CardAction Action, ImmutableArray<string> UserIds);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextBlock), "TextBlock")]
[JsonDerivedType(typeof(Container), "Container")]
[JsonDerivedType(typeof(ColumnSet), "ColumnSet")]
[JsonDerivedType(typeof(ActionSet), "ActionSet")]
internal abstract record CardElement
{
    public string? Id { get; init; }
    public Spacing? Spacing { get; init; }
    public bool? Separator { get; init; }
    public bool? IsVisible { get; init; }
}

internal sealed record TextBlock(string Text) : CardElement
{
    public bool Wrap { get; } = true;
    public TextSize? Size { get; init; }
    public TextWeight? Weight { get; init; }
    public TextColor? Color { get; init; }
    public bool? IsSubtle { get; init; }
    public TextStyle? Style { get; init; }
    public Alignment? HorizontalAlignment { get; init; }
}

internal sealed record Container(ImmutableArray<CardElement> Items) : CardElement
{
    public ContainerStyle? Style { get; init; }
    public bool? Bleed { get; init; }
    public CardAction? SelectAction { get; init; }
    public string? MinHeight { get; init; }
}

internal sealed record ColumnSet(ImmutableArray<Column> Columns) : CardElement
{
    public CardAction? SelectAction { get; init; }
}

internal sealed record Column(ImmutableArray<CardElement> Items)
{
    public string Type { get; } = "Column";

    /// <summary><c>auto</c>, <c>stretch</c> or a weight.</summary>
    public required string Width { get; init; }

    public ContainerStyle? Style { get; init; }
    public string? MinHeight { get; init; }
    public Spacing? Spacing { get; init; }
    public CardAction? SelectAction { get; init; }
    public Alignment? VerticalContentAlignment { get; init; }
}

internal sealed record ActionSet(ImmutableArray<CardAction> Actions) : CardElement;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SubmitAction), "Action.Submit")]
[JsonDerivedType(typeof(ExecuteAction), "Action.Execute")]
[JsonDerivedType(typeof(OpenUrlAction), "Action.OpenUrl")]
[JsonDerivedType(typeof(ToggleAction), "Action.ToggleVisibility")]
internal abstract record CardAction(string Title)
{
    public string? Tooltip { get; init; }
}

/// <summary>Sends <see cref="Data"/> as the activity's <c>value</c>. Web Chat and Teams both know it; Action.Execute is known to Teams only.</summary>
internal sealed record SubmitAction(string Title, SaidData Data) : CardAction(Title);

/// <summary>Asks for a card that takes this one's place; Teams only.</summary>
/// <param name="Fallback">For clients that do not know it.</param>
internal sealed record ExecuteAction(string Title, string Verb, SaidData Data, CardAction? Fallback) : CardAction(Title);

/// <summary>What pressing says, as if the person had written it.</summary>
internal sealed record SaidData(string Say);

internal sealed record OpenUrlAction(string Title, string Url) : CardAction(Title);

internal sealed record ToggleAction(string Title, ImmutableArray<string> TargetElements) : CardAction(Title);

internal enum Spacing { None, Small, Default, Medium, Large, Padding }

internal enum TextSize { Default, Small, Medium, Large }

internal enum TextWeight { Default, Lighter, Bolder }

internal enum TextColor { Default, Accent, Good, Warning, Attention }

internal enum TextStyle { Default, Heading }

internal enum Alignment { Left, Center, Right, Top, Bottom }

internal enum ContainerStyle { Default, Emphasis, Good, Attention, Warning, Accent }
