using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Voltward.App.Evidence.Print;

/// <summary>The hash that stands at the foot of a document: SHA-256 over everything that is printed, each text with its length.</summary>
internal static class ContentHash
{
    public static string Of(PrintDocument document)
    {
        var text = new StringBuilder();
        Add(text, document.Title);
        Add(text, document.Number);
        Add(text, document.Issuer);
        Add(text, document.Link ?? "");
        foreach (var block in document.Blocks)
        {
            switch (block)
            {
                case TextBlock paragraph:
                    Add(text, $"text {paragraph.Look}");
                    Add(text, paragraph.Text);
                    break;
                case SpaceBlock:
                    Add(text, "space");
                    break;
                case TableBlock table:
                    Add(text, $"table {table.Widths.Count} {table.HeaderRows}");
                    foreach (var row in table.Rows)
                    {
                        Add(text, "row");
                        foreach (var cell in row.Cells) Add(text, cell.Text);
                    }

                    break;
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder to, string field) =>
        to.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field}\n");
}
