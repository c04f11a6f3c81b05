using System.Collections.Immutable;
using Knowledge.Rules;

namespace Dialogs.Recognizers.Facts;

/// <summary>What a message says of the person, by the notice's fields.</summary>
/// <param name="Facts">Only what was said unmistakably.</param>
/// <param name="Unclear">Fields that were spoken of without saying which option is meant.</param>
/// <param name="Unsure">True if the message says that the person does not know: 不知道, 记不清.</param>
/// <param name="Corrects">True if the message takes something back: 不对, 看错了.</param>
public sealed record FactReading(Profile Facts, ImmutableArray<UnclearFact> Unclear, bool Unsure, bool Corrects);

/// <param name="Field">The field's id.</param>
/// <param name="Note">One sentence of the pack that says what is unclear; null: two options were named that exclude each other.</param>
public sealed record UnclearFact(string Field, string? Note);
