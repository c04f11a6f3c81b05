using Bot.State.Conversations;

namespace Bot.State.Persons;

/// <summary>Finds the person whom an office knows by a number: a pseudonym leads nowhere by itself, so everybody is looked at.</summary>
internal sealed class PersonFinder(People people, Pseudonyms pseudonyms)
{
    /// <returns>Null: nobody has this number.</returns>
    public async Task<ConversationKey?> FindAsync(string number, CancellationToken ct)
    {
        await foreach (var page in people.EnumerateAsync(null, ct))
            foreach (var key in page)
                if (number.Equals(await pseudonyms.OfAsync(key, ct), StringComparison.OrdinalIgnoreCase)) return key;
        return null;
    }
}
