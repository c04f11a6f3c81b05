using CsCheck;
using Knowledge.Loading;

namespace Knowledge.Tests.Loading;

/// <summary>Whatever stands in a pack is a problem with a sentence, never an exception.</summary>
public sealed class MangledPackTests : IDisposable
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("mangled-pack-");

    [Fact]
    public void Load_LinesLostDoubledOrCut_NeverThrows()
    {
        var files = Directory.EnumerateFiles(Packs.Other, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var folder = Path.Combine(_scratch.FullName, "qinghe-lift-2025");
        foreach (var file in files) Write(folder, file, File.ReadAllText(file));
        Gen.Select(Gen.Int[0, files.Length - 1], Gen.Int[0, 10_000], Gen.Int[0, 8]).Sample((index, at, kind) =>
        {
            Write(folder, files[index], Mangle(File.ReadAllText(files[index]), at, kind));
            var result = PackLoader.Load(folder, Packs.First.Calendar);
            Assert.Equal(result.Notice is null, result.HasErrors);
            Write(folder, files[index], File.ReadAllText(files[index]));
        }, iter: 300, threads: 1);
    }

    public void Dispose() => _scratch.Delete(recursive: true);

    private static string Mangle(string text, int at, int kind)
    {
        var lines = text.Split('\n').ToList();
        var line = at % lines.Count;
        switch (kind)
        {
            case 0: lines.RemoveAt(line); break;
            case 1: lines.Insert(line, lines[line]); break;
            case 2: lines[line] = lines[line][..(lines[line].Length / 2)]; break;
            case 3: lines[line] = "  " + lines[line]; break;
            case 4: lines[line] = lines[line].Replace(": ", ": [", StringComparison.Ordinal); break;
            case 5: lines[line] = lines[line].Split(": ")[0] + ": x"; break;
            case 6: lines[line] = lines[line].Split(": ")[0] + ": "; break;
            case 7: return text + "\n" + text; // everything twice
            default: return text[..(at % text.Length)];
        }
        return string.Join('\n', lines);
    }

    private static void Write(string folder, string original, string text)
    {
        var target = Path.Combine(folder, Path.GetRelativePath(Packs.Other, original));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllText(target, text);
    }
}
