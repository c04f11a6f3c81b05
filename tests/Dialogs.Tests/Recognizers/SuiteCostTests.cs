using System.Diagnostics;
using Dialogs.Recognizers;

namespace Dialogs.Tests.Recognizers;

/// <summary>What recognising costs: allocations are held, times only written down.</summary>
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
        for (var i = 0; i < 2000; i++) PackFields.Suite.Recognize(text, reference);
        var (bytes, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        const int runs = 1000;
        for (var i = 0; i < runs; i++) PackFields.Suite.Recognize(text, reference);
        var each = (GC.GetAllocatedBytesForCurrentThread() - bytes) / runs;
        output.WriteLine($"{each} bytes, {clock.Elapsed.TotalMicroseconds / runs:0.0} µs: {text}");
        Assert.InRange(each, 0, MostBytes);
    }
}
