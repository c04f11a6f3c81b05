using System.Diagnostics;
using Dialogs.Recognizers;
using Dialogs.Recognizers.Facts;

namespace Dialogs.Tests.Recognizers;

/// <summary>What recognising costs: allocations are held, times only written down (the best of twenty rounds).</summary>
public sealed class SuiteCostTests(ITestOutputHelper output)
{
    private const int MostBytes = 12 * 1024;

    [Theory]
    [InlineData("什么时候截止")]
    [InlineData("我是大专，去年9月在县医院上班，干检验的，普通话二乙，考核合格，现在能不能报？")]
    [InlineData("自查一下我行不行：若羌县第二小学语文老师，事业编，专技岗，全日制大专，2023年8月入职，考核合格")]
    [InlineData("２０２３年９月１号入職，全日制　大專，請問 可以 報名 嗎？？？")]
    public void Recognize_ATypicalMessage_StaysSmall(string text)
    {
        var reference = new DateOnly(2024, 10, 15);
        Measure(text, () => PackFields.Suite.Recognize(text, reference));
    }

    [Fact]
    public void Read_AnAnswerThatFitsNothing_StaysSmall()
    {
        var recognized = PackFields.Suite.Recognize("这个说来话长得慢慢讲", new DateOnly(2024, 10, 15));
        var asking = PackFields.Get("specialty");
        Measure($"homophones of {asking.Options.Sum(o => o.Said.Length)} phrases", () => FactReader.Read(recognized, PackFields.All, asking));
    }

    private void Measure(string what, Func<object> run)
    {
        const int runs = 200;
        for (var i = 0; i < 2000; i++) run();
        var best = double.MaxValue;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 20; round++)
        {
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < runs; i++) run();
            best = Math.Min(best, clock.Elapsed.TotalMicroseconds / runs);
        }
        var each = (GC.GetAllocatedBytesForCurrentThread() - bytes) / (20 * runs);
        output.WriteLine($"{each} bytes, {best:0.0} µs: {what}");
        Assert.InRange(each, 0, MostBytes);
    }
}
