namespace Dialogs.Turns;

/// <summary>Where a conversation takes place. In a group only policy questions are answered.</summary>
public enum ChatKind { Personal, Group }

/// <summary>What a channel hands to a turn: who said what, free of the channel's wire format.</summary>
public sealed record Message
{
    /// <summary>Unique in its conversation; a repeat of it is answered with the reply that was given before.</summary>
    public required string Id { get; init; }

    /// <summary>What was written or, for a pressed button, what the button stands for. Personal numbers are already masked. May be empty (an image, a sticker).</summary>
    public required string Text { get; init; }

    /// <summary>True if <see cref="Text"/> comes from a button or card and is one of our own choice values.</summary>
    public bool Pressed { get; init; }

    /// <summary>What a reader outside found in it; null: nobody was asked.</summary>
    public Hints? Hints { get; init; }

    public ChatKind Chat { get; init; } = ChatKind.Personal;
}
