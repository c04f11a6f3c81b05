using System.Text.Json.Nodes;
using Dialogs.Turns;

namespace Bot.State.Conversations;

/// <summary>
/// What to do with values that an older release wrote: entry n makes schema n + 1 of schema n, on the JSON of the record's first line.
/// A new optional property needs no entry; a renamed, removed or reinterpreted one does, together with a higher <see cref="ConversationState.CurrentSchema"/>.
/// </summary>
internal sealed class SchemaUpgrades(int current, IReadOnlyDictionary<int, Func<JsonObject, JsonObject>> steps)
{
    public static readonly SchemaUpgrades Default = new(ConversationState.CurrentSchema, new Dictionary<int, Func<JsonObject, JsonObject>>
    {
        // Its long activities are deflated, which a release before it cannot read.
        [1] = header => header,
    });

    /// <summary>The schema written by this release.</summary>
    public int Current { get; } = current;

    public JsonObject Upgrade(JsonObject header, int from)
    {
        for (var schema = from; schema < Current; schema++)
        {
            if (!steps.TryGetValue(schema, out var step)) throw new StateUnavailableException($"There is no upgrade from schema {schema}.");
            header = step(header);
        }
        return header;
    }
}
