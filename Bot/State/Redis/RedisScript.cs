using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Bot.State.Redis;

/// <summary>A Lua script sent by its hash; only a server that does not know it yet gets its text.</summary>
internal sealed class RedisScript(string text)
{
    // Redis names scripts by SHA-1; nothing rests on its strength.
#pragma warning disable CA5350
    private readonly byte[] hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350

    public async Task<RedisResult> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await database.ScriptEvaluateAsync(hash, keys, values);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await database.ScriptEvaluateAsync(text, keys, values);
        }
    }

    /// <summary>Many runs in one go. After a server that did not know the script some may run a second time: only for scripts that do nothing then.</summary>
    public static async Task<RedisResult[]> RunAllAsync(IDatabase database, IReadOnlyList<(RedisScript Script, ScriptCall Call)> calls)
    {
        var batch = database.CreateBatch();
        var runs = calls.Select(c => batch.ScriptEvaluateAsync(c.Script.hash, c.Call.Keys, c.Call.Values)).ToArray();
        batch.Execute();
        try
        {
            return await Task.WhenAll(runs);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await Task.WhenAll(calls.Select(c => c.Script.RunAsync(database, c.Call.Keys, c.Call.Values)));
        }
    }
}

/// <summary>One run of a script.</summary>
internal sealed record ScriptCall(RedisKey[] Keys, RedisValue[] Values);
