using System.Globalization;
using Fluid;
using Fluid.Values;
using Knowledge.Rules;

namespace Knowledge.Wording;

/// <summary>What templates see of one person on one day. Reading is lazy: a name costs nothing until a template uses it.</summary>
internal sealed class TemplateScope
{
    private readonly ConditionScope _scope;

    public TemplateScope(ConditionScope scope)
    {
        _scope = scope;
        Context = new TemplateContext(Liquid.Options);
        Context.AmbientValues[Liquid.ScopeKey] = scope;
        Context.SetValue("facts", new Lookup(Fact));
        Context.SetValue("words", new Lookup(id => StringValue.Create(FactWords.Of(scope.Notice, id, scope.Fact(id)))));
        Context.SetValue("deadlines", new Lookup(Deadline));
        Context.SetValue("notice", new Lookup(OfNotice));
        Context.SetValue("contact", new Lookup(name => StringValue.Create(name == "office" ? scope.Notice.Contact.Office : scope.Notice.Contact.Phone)));
        Context.SetValue("today", Iso(scope.Day));
    }

    public TemplateContext Context { get; }

    public void Set(string name, object? value) => Context.SetValue(name, value is null ? NilValue.Instance : FluidValue.Create(value, Liquid.Options));

    internal static FluidValue Iso(DateOnly day) => StringValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private FluidValue Fact(string id) => _scope.Fact(id) switch
    {
        null => NilValue.Instance,
        FactValue.Flag flag => BooleanValue.Create(flag.Value),
        FactValue.Amount amount => NumberValue.Create(amount.Value),
        var value => StringValue.Create(value.ToString()!),
    };

    private FluidValue Deadline(string id) => _scope.Notice.Deadline(id) is not { } deadline ? NilValue.Instance : new Lookup(name => name switch
    {
        "name" => StringValue.Create(deadline.Name),
        "opens" => deadline.Opens is { } opens ? Iso(opens) : NilValue.Instance,
        "closes" => Iso(deadline.Closes),
        "days_left" => NumberValue.Create(deadline.Closes.DayNumber - _scope.Day.DayNumber),
        "days_until" => NumberValue.Create((deadline.Opens ?? deadline.Closes).DayNumber - _scope.Day.DayNumber),
        "phase" => StringValue.Create(WireNames.Of(deadline.PhaseOn(_scope.Day))),
        "explanation" => StringValue.Create(deadline.Explanation),
        "counted" => FluidValue.Create(deadline.CountedDays.Select(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ToArray(), Liquid.Options),
        _ => NilValue.Instance,
    });

    private FluidValue OfNotice(string name) => name switch
    {
        "title" => StringValue.Create(_scope.Notice.Title),
        "short_name" => StringValue.Create(_scope.Notice.ShortName),
        "issuer" => StringValue.Create(_scope.Notice.Issuer),
        "issued" => Iso(_scope.Notice.Issued),
        _ => NilValue.Instance,
    };

    /// <summary>A name that is resolved by a function.</summary>
    private sealed class Lookup(Func<string, FluidValue> resolve) : ObjectValueBase(resolve)
    {
        public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => new(resolve(name));

        public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => new(resolve(index.ToStringValue()));
    }
}
