namespace Knowledge.Rules;

/// <summary>Kleene's three values. <c>default</c> is <see cref="Unknown"/>.</summary>
public enum Truth { Unknown, False, True }
