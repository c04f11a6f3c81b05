using Dialogs.Language;
using Xunit;

namespace Dialogs.Tests.Language;

public sealed class PersonalDataMaskTest
{
    [Theory]
    [InlineData("652824199001011234")]
    [InlineData("65282419900101123X")]
    [InlineData("65282419900101123x")]
    [InlineData("６５２８２４１９９００１０１１２３Ｘ")]
    [InlineData("652824 19900101 1234")]
    [InlineData("652824-19900101-123X")]
    [InlineData("652824 1990 01 01 1234")]
    [InlineData("999999999999999999")]
    [InlineData("652824900101123")]
    [InlineData("6528 2419 9001 0112 3X")]
    [InlineData("六五二八二四一九九零零一零一一二三四")]
    [InlineData("六五二八二四一九九零零一零一一二三X")]
    [InlineData("六五二八二四九零零一零一一二三")]
    public void IdentityNumber_HoweverWritten_IsTakenOut(string number) => AssertTakenOut(number, PersonalDataMask.IdentityNumber);

    [Theory]
    [InlineData("13812345678")]
    [InlineData("１３８１２３４５６７８")]
    [InlineData("138 1234 5678")]
    [InlineData("138-1234-5678")]
    [InlineData("138－1234－5678")]
    [InlineData("138 - 1234 - 5678")]
    [InlineData("138.1234.5678")]
    [InlineData("138-123-45678")]
    [InlineData("1381 234 5678")]
    [InlineData("+8613812345678")]
    [InlineData("+86 138 1234 5678")]
    [InlineData("8613812345678")]
    [InlineData("008613812345678")]
    [InlineData("013812345678")]
    [InlineData("（138）12345678")]
    [InlineData("(138) 1234 5678")]
    [InlineData("1 3 8 1 2 3 4 5 6 7 8")]
    [InlineData("一三八一二三四五六七八")]
    [InlineData("幺三八零零幺三八零零零")]
    public void MobileNumber_HoweverWritten_IsTakenOut(string number) => AssertTakenOut(number, PersonalDataMask.MobileNumber);

    [Theory]
    [InlineData("6222021234567890")]
    [InlineData("6222 0212 3456 7890")]
    [InlineData("6222-0212-3456-7890")]
    [InlineData("6222021234567890123")]
    [InlineData("6222 0212 3456 7890 123")]
    [InlineData("622202 1234567890123")]
    [InlineData("62220212345678901")]
    [InlineData("六二二二零二一二三四五六七八九零一二三")]
    public void BankCard_HoweverWritten_IsTakenOut(string number) => AssertTakenOut(number, PersonalDataMask.BankCard);

    [Theory]
    [InlineData("zhang.san+a@example.com", PersonalDataMask.Email)]
    [InlineData("zhang＠example.com.cn", PersonalDataMask.Email)]
    [InlineData("12345678901234567890123", PersonalDataMask.LongNumber)]
    [InlineData("E12345678", PersonalDataMask.Document)]
    [InlineData("EA1234567", PersonalDataMask.Document)]
    [InlineData("Ｇ１２３４５６７８", PersonalDataMask.Document)]
    [InlineData("c12345678", PersonalDataMask.Document)]
    public void OtherPrivateData_IsTakenOut(string text, string instead) => AssertTakenOut(text, instead);

    [Theory]
    [InlineData("0996-7105096")]
    [InlineData("09967105096")]
    [InlineData("联系电话：0996-7105096，0996-7105097")]
    [InlineData("2024-09-27 2024-10-25")]
    [InlineData("2024年9月27日--10月25日，10月28日--11月1日")]
    [InlineData("2024.09.27-2024.10.25")]
    [InlineData("20240927-20241025")]
    [InlineData("2021 2022 2023 2024")]
    [InlineData("2021-2022-2023-2024年度考核")]
    [InlineData("www.xjzcsq.com 和 www.chsi.com.cn")]
    [InlineData("新人社发〔2013〕101号")]
    [InlineData("e1234567-89ab-4cde-8f01-23456789abcd")]
    [InlineData("c1763887429936-12, a12345678f")]
    [InlineData("一二三四五六七八九")]
    [InlineData("一级甲等、一级乙等、二级甲等、二级乙等、三级甲等、三级乙等，二〇二四年十月二十五日")]
    [InlineData("1. 是 2. 否 3. 不知道 4. 其他 5. 都不是 6. 跳过 7. 返回 8. 退出")]
    [InlineData("9:00-12:00 13:00-18:00 2024-10-25")]
    [InlineData("")]
    public void TextWithoutPrivateData_Stays(string text) => Assert.Same(text, PersonalDataMask.Apply(text));

    [Fact]
    public void NumberBesideDateAndLandline_IsTakenOutAlone() =>
        Assert.Equal(
            "2024-10-25 ［手机号］ 0996-7105096，［身份证号］转［银行卡号］ ［手机号］",
            PersonalDataMask.Apply("2024-10-25 13812345678 0996-7105096，65282419900101123X转6222021234567890 139 8765 4321"));

    [Fact]
    public void TwoNumbersInARow_AreBothTakenOut() =>
        Assert.Equal("［手机号］,［手机号］/［手机号］ ［手机号］", PersonalDataMask.Apply("13812345678,13912345678/15012345678 17712345678"));

    [Fact]
    public void Mask_AppliedTwice_ChangesNothingMore()
    {
        var once = PersonalDataMask.Apply("我叫张三，电话13812345678，身份证652824199001011234，a@b.cn");
        Assert.Same(once, PersonalDataMask.Apply(once));
    }

    [Fact]
    public void LongHostileText_IsReadInLinearTime()
    {
        var text = string.Concat(Enumerable.Repeat("1 3 8 1 ", 25_000)) + new string('a', 100_000) + "@";
        var watch = System.Diagnostics.Stopwatch.StartNew();
        _ = PersonalDataMask.Apply(text);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    private static void AssertTakenOut(string secret, string instead)
    {
        Assert.Equal(instead, PersonalDataMask.Apply(secret));
        Assert.Equal($"我的是{instead}，请查", PersonalDataMask.Apply($"我的是{secret}，请查"));
        Assert.Equal($"({instead})", PersonalDataMask.Apply($"({secret})"));
    }
}
