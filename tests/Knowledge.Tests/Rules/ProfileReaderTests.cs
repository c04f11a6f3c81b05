using System.Text.Json;
using Knowledge.Rules;

namespace Knowledge.Tests.Rules;

public sealed class ProfileReaderTests
{
    [Fact]
    public void Read_EveryKind_GivesFacts()
    {
        var result = Read("""{"education":"bachelor","in_county":true,"work_start":"2024-07","specialty":"水利","putonghua":"三级乙等","ce_exempt":"false","chsi_found":null}""");
        Assert.Empty(result.Problems);
        Assert.Equal(["ce_exempt=false", "education=bachelor", "in_county=true", "putonghua=三级乙等", "specialty=水利", "work_start=2024-07"], result.Profile.Facts.Select(f => $"{f.Key}={f.Value}"));
    }

    [Theory]
    [InlineData("""{"age":30}""", "age", "30", "education")]
    [InlineData("""{"education":"本科"}""", "education", "本科", "bachelor")]
    [InlineData("""{"education":1}""", "education", "1", "bachelor")]
    [InlineData("""{"in_county":"yes"}""", "in_county", "yes", "true 或 false")]
    [InlineData("""{"in_county":1}""", "in_county", "1", "true 或 false")]
    [InlineData("""{"work_start":"2024"}""", "work_start", "2024", "YYYY-MM")]
    [InlineData("""{"work_start":"2024-02-30"}""", "work_start", "2024-02-30", "YYYY-MM-DD")]
    [InlineData("""{"work_start":"0001-01-01"}""", "work_start", "0001-01-01", "1900")]
    [InlineData("""{"work_start":{"y":1}}""", "work_start", "一个对象", "YYYY-MM-DD")]
    [InlineData("""{"specialty":"地质"}""", "specialty", "地质", "other")]
    [InlineData("""[]""", "", "一个列表", "对象")]
    public void Read_WhatIsNotAllowed_NamesFieldFoundAndAllowed(string json, string field, string found, string allowed)
    {
        var problem = Assert.Single(Read(json).Problems);
        Assert.Equal(field, problem.Field);
        Assert.Contains(found, problem.Found, StringComparison.Ordinal);
        Assert.Contains(allowed, problem.Allowed, StringComparison.Ordinal);
    }

    private static ProfileReadResult Read(string json) => ProfileReader.Read(Packs.First, JsonDocument.Parse(json).RootElement);
}
