using System.Reflection;
using Knowledge.Notices;

namespace Knowledge.Tests.House;

/// <summary>Knowledge knows the notice and nothing of bots, webs, stores or clocks.</summary>
public sealed class DirectionTests
{
    private static readonly Assembly Knowledge = typeof(Notice).Assembly;

    [Fact]
    public void Knowledge_References_OnlyTheBaseLibraryAndAYamlParser() =>
        Assert.DoesNotContain(Knowledge.GetReferencedAssemblies(), a =>
            a.Name != "YamlDotNet" && (!a.Name!.StartsWith("System", StringComparison.Ordinal) || a.Name.StartsWith("System.Net", StringComparison.Ordinal)));

    [Fact]
    public void PublicTypes_AreSealedOrAbstract() =>
        Assert.DoesNotContain(Knowledge.GetExportedTypes(), t => t is { IsClass: true, IsSealed: false, IsAbstract: false });

    [Fact]
    public void PublicProperties_AreNeverSetAfterwards() =>
        Assert.Empty(Knowledge.GetExportedTypes().Where(t => t.Namespace != "Knowledge.Loading").SelectMany(t => t.GetProperties())
            .Where(p => p.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)))
            .Select(p => $"{p.DeclaringType!.Name}.{p.Name}"));
}
