using System.Reflection;
using System.Runtime.CompilerServices;
using Dialogs.Turns;
using Knowledge.Notices;

namespace Bot.Tests.House;

public sealed class TypeRulesTests
{
    private static readonly Type[] Inner = [.. Own(typeof(Notice).Assembly), .. Own(typeof(Assistant).Assembly)];

    /// <summary>A class that may be derived from says so by having a case below it or by being abstract. Pages are excepted: Razor declares them.</summary>
    [Fact]
    public void Classes_AreSealedUnlessMeantToBeDerivedFrom()
    {
        var all = Inner.Concat(Own(typeof(Program).Assembly)).ToArray();
        var bases = all.Select(t => t.BaseType).OfType<Type>().Select(t => t.IsGenericType ? t.GetGenericTypeDefinition() : t).ToHashSet();
        var open = all.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false } && !bases.Contains(t) && t != typeof(Program) && !typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(t) && t.Name != "_Imports").Select(t => t.FullName);
        Assert.Empty(open);
    }

    /// <summary>Dialogs and Knowledge are pure: what is done later or elsewhere is the shell's.</summary>
    [Fact]
    public void InnerProjects_ReturnNoTasks()
    {
        var tasks = from type in Inner
                    from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                    where typeof(Task).IsAssignableFrom(method.ReturnType) || (method.ReturnType.FullName ?? "").StartsWith("System.Threading.Tasks.ValueTask", StringComparison.Ordinal)
                    select $"{type.FullName}.{method.Name}";
        Assert.Empty(tasks);
    }

    [Fact]
    public void AsyncMethods_OfTheBot_SayAsyncInTheirNames()
    {
        var unnamed = from type in Own(typeof(Program).Assembly)
                      from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                      where method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null && !method.Name.Contains('<', StringComparison.Ordinal)
                      where !method.Name.EndsWith("Async", StringComparison.Ordinal)
                      select $"{type.FullName}.{method.Name}";
        Assert.Empty(unnamed);
    }

    private static IEnumerable<Type> Own(Assembly assembly) =>
        assembly.GetTypes().Where(t => t.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !t.FullName!.Contains('<', StringComparison.Ordinal)
            && t.Namespace?.Split('.')[0] is "Knowledge" or "Dialogs" or "Bot");
}
