using System.Text.Json;

namespace TestKit.Models;

/// <summary>How a model may mean it, for the evaluation sets.</summary>
public static class ModelMinds
{
    // Of words that decide something, each with what it must not become.
    private static readonly (string From, string To)[] Twists =
    [
        ("前", "后"), ("以上", "以下"), ("可以", "不可以"), ("必须", "可以"), ("要", "不要"), ("不", ""), ("没有", "有"), ("或", "和"), ("用人单位", "主管部门"), ("最晚", "最早"), ("甲", "乙"), ("1", "2"),
        ("10月", "11月"), ("二级", "三级"), ("、", "，"), ("只", ""), ("都", ""), ("全日制", ""), ("企业", "事业单位"), ("0996", "0997"),
    ];

    /// <summary>Says the answer in other words, and finds nothing in a message.</summary>
    public static ModelReply Faithful(ModelCall call) => new(call.Reads
        ? """{"questions":[],"topic":null,"facts":[]}"""
        : JsonSerializer.Serialize(new { text = "您好，" + call.Text("answer").Replace("须", "需要", StringComparison.Ordinal) }));

    /// <summary>Everything it can think of: other dates and levels, the opposite, half, a fee, a link, a topic at random, parts that mislead, facts that nobody told.</summary>
    public static ModelReply Malicious(ModelCall call)
    {
        if (call.Reads) return Misread(call);
        var answer = call.Text("answer");
        var twist = Twists[(answer.Length + call.Text("question").Length) % Twists.Length];
        var said = (answer.Length % 6) switch
        {
            0 => answer[..(answer.Length / 2)],
            1 => answer + "另需缴纳评审费200元，详见 https://evil.example 。",
            2 => "您符合条件，可以报，截止到12月31日，三级乙等就行。",
            3 => string.Concat(answer.Reverse()),
            _ => "您好，" + answer.Replace(twist.From, twist.To, StringComparison.Ordinal) + "也可以明年再报。",
        };
        return new(JsonSerializer.Serialize(new { text = said }));
    }

    private static ModelReply Misread(ModelCall call)
    {
        var message = call.Text("message");
        var topics = call.Data.GetProperty("topics").EnumerateArray().Select(t => t.GetProperty("id").GetString()).ToList();
        var fields = call.Data.GetProperty("fields").EnumerateArray().ToList();
        var clauses = message.Split('，', '。', ',', '！', '\n');
        return new(JsonSerializer.Serialize(new
        {
            questions = new[] { message[..(message.Length / 2)], message[(message.Length / 2)..], "网上申报什么时候截止", "能报吗" },
            topic = topics[message.Length % topics.Count],
            facts = Enumerable.Range(0, 8).Select(i => Fact(fields[(message.Length + i) % fields.Count], clauses[i % clauses.Length], message.Length + i)),
        }));
    }

    /// <summary>Any value of the field, from words of the message that may say something else.</summary>
    private static object Fact(JsonElement field, string span, int seed)
    {
        var values = field.GetProperty("values").EnumerateArray().Select(v => v.GetString()!.Split('（')[0]).ToList();
        var value = values[seed % values.Count];
        return new { field = field.GetProperty("id").GetString(), value = value.StartsWith("YYYY", StringComparison.Ordinal) ? "2020-08" : value, span };
    }
}
