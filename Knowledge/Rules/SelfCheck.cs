using Knowledge.Notices;

namespace Knowledge.Rules;

/// <summary>Evaluates a notice's criteria and materials on a profile. Pure.</summary>
public static class SelfCheck
{
    public static SelfCheckResult Evaluate(Notice notice, Profile profile, DateOnly asOf) => throw new NotImplementedException();
}
