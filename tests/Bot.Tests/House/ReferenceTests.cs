using System.Reflection;
using Dialogs.Turns;
using Knowledge.Notices;

namespace Bot.Tests.House;

public sealed class ReferenceTests
{
    [Fact]
    public void References_OfTheThreeProjects_PointOneWay()
    {
        Assert.DoesNotContain(OwnNames(typeof(Notice).Assembly), name => name is "Dialogs" or "Bot");
        Assert.DoesNotContain(OwnNames(typeof(Assistant).Assembly), name => name is "Bot");
    }

    /// <summary>Knowledge: a YAML parser and a template engine. Dialogs: dates as TIMEX. Neither may reach for the web, Redis or the disk of others.</summary>
    [Fact]
    public void References_OfTheInnerProjects_StayWithinTheirFew()
    {
        var few = new[] { "Knowledge", "YamlDotNet", "Fluid", "Parlot", "Microsoft.Recognizers.Text.DataTypes.TimexExpression", "netstandard" };
        var strangers = new[] { typeof(Notice).Assembly, typeof(Assistant).Assembly }
            .SelectMany(a => OwnNames(a).Where(n => !few.Contains(n) && !IsBaseLibrary(n)).Select(n => $"{a.GetName().Name} -> {n}"));
        Assert.Empty(strangers);
    }

    private static bool IsBaseLibrary(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("System.Net", StringComparison.Ordinal);

    private static IEnumerable<string> OwnNames(Assembly assembly) => assembly.GetReferencedAssemblies().Select(n => n.Name!);
}
