using Knowledge.Notices;

namespace Knowledge.Checking;

/// <summary>What a careful clerk would ask the author of a notice.</summary>
internal sealed record Question(Clause Clause, int Line, string Text);
