using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Bot.Channels.Tencent.Crypt;

/// <summary>The fields of one pushed XML document. No document type, so no entities of its own and nothing fetched.</summary>
internal sealed class XmlFields
{
    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 256 * 1024,
        MaxCharactersFromEntities = 1024,
        // Phones send control characters; they are dropped from the text afterwards.
        CheckCharacters = false,
    };

    private const int MostDepth = 16;

    private readonly XElement root;

    private XmlFields(XElement root) => this.root = root;

    /// <summary>Null: it is no well-formed XML, or more than a message needs.</summary>
    public static XmlFields? Parse(string text)
    {
        try
        {
            // No tree is built of what is nested more deeply than any message.
            if (!IsShallow(text)) return null;
            using var reader = XmlReader.Create(new StringReader(text), Safe);
            return XDocument.Load(reader).Root is { } root && root.Name.LocalName == "xml" ? new(root) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The text of a field right below the root; null: there is none.</summary>
    public string? this[string name] => root.Element(name)?.Value;

    /// <summary>The elements of that name anywhere: a list of one looks like no list.</summary>
    public IEnumerable<XElement> All(string name) => root.Descendants(name);

    /// <summary>What a person may see or an API may take: without the characters that XML and JSON do not have.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(IsUnwanted)) return text;
        var kept = new StringBuilder(text.Length);
        foreach (var c in text.Where(c => !IsUnwanted(c))) kept.Append(c);
        return kept.ToString();
    }

    private static bool IsUnwanted(char c) => (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || c is '\uFFFE' or '\uFFFF';

    private static bool IsShallow(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Safe);
        while (reader.Read())
            if (reader.Depth > MostDepth) return false;
        return true;
    }
}
