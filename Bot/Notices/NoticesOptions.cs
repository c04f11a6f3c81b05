namespace Bot.Notices;

/// <summary>Section <c>Notices</c>.</summary>
internal sealed class NoticesOptions
{
    public const string Section = "Notices";

    /// <summary>The folder that holds one folder for each notice. Default (empty): the notices shipped with the program.</summary>
    public string Directory { get; set; } = "";

    public string Folder => Directory.Length > 0 ? Path.GetFullPath(Directory) : Path.Combine(AppContext.BaseDirectory, "Packs");
}
