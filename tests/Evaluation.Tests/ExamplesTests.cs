using System.Text;
using TestKit;
using TestKit.Evaluation;

namespace Evaluation.Tests;

/// <summary>What the assistant is examined on must not be what it learnt from.</summary>
public sealed class ExamplesTests
{
    [Theory]
    [InlineData("given/ask-inscope.jsonl")]
    [InlineData("given/ask-decline.jsonl")]
    [InlineData("own/ask-inscope.jsonl")]
    [InlineData("own/ask-decline.jsonl")]
    public void Questions_OfASet_StandInNoPack(string file)
    {
        var examples = Directory.GetFiles(Repository.At("Knowledge", "Packs"), "*.txt", SearchOption.AllDirectories).SelectMany(File.ReadLines).Select(Bare).ToHashSet(StringComparer.Ordinal);

        var copied = Items.Read<QuestionItem>(file).Where(i => examples.Contains(Bare(i.Q))).Select(i => $"{i.Id} {i.Q}");

        Assert.Empty(copied);
    }

    /// <summary>Width, case, spaces and stops make no other question, unless it consists of nothing else.</summary>
    private static string Bare(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Where(char.IsLetterOrDigit)) is { Length: > 0 } bare ? bare : text;
}
