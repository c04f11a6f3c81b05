namespace Dialogs.Recognizers.Numbers;

internal enum NumeralForm
{
    /// <summary>Arabic digits, perhaps with a point: 18, 1.5.</summary>
    Digits,

    /// <summary>Chinese numerals with a place value, or a single one: 十八, 三.</summary>
    Counted,

    /// <summary>Chinese numerals read one by one, perhaps mixed with digits: 二〇二三.</summary>
    Spelled,
}

/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Places">How many characters it was written with.</param>
internal readonly record struct Numeral(decimal Value, NumeralForm Form, int End, int Places)
{
    public bool IsWhole => Value == decimal.Truncate(Value);

    public int Int => (int)Value;

    /// <summary>Two neighbours in counting, said as an estimate: 一两, 三四, and 三五 (not 二二, 一四).</summary>
    public bool IsEstimate => Form == NumeralForm.Spelled && Places == 2 && Int / 10 > 0 && (Int % 10 == Int / 10 + 1 || Int == 35);
}
