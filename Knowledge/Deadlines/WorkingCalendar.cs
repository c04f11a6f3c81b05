namespace Knowledge.Deadlines;

/// <summary>Which days are worked: Monday to Friday, less statutory holidays, plus the weekend days worked instead. Data by year.</summary>
public sealed class WorkingCalendar
{
    /// <summary>Whether the State Council's arrangement of that year is known; if not, only weekends are skipped and wording must say so.</summary>
    public bool Knows(int year) => throw new NotImplementedException();

    public bool IsWorkingDay(DateOnly day) => throw new NotImplementedException();
}
