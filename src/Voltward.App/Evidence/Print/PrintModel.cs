namespace Voltward.App.Evidence.Print;

/// <summary>Everything that is printed: one A4 document of texts and ruled tables.</summary>
/// <param name="Title">Heading, centred.</param>
/// <param name="Number">Number of the document, below the title.</param>
/// <param name="Issuer">Who issues it, above the title.</param>
/// <param name="Link">What the QR code says, before the hash of the content is added; null for no code.</param>
/// <param name="Blocks">Content in order.</param>
public sealed record PrintDocument(string Title, string Number, string Issuer, string? Link, IReadOnlyList<PrintBlock> Blocks);

/// <summary>A part of a document.</summary>
public abstract record PrintBlock;

/// <summary>A paragraph.</summary>
/// <param name="Text">Its text; a line feed begins a new line.</param>
/// <param name="Look">How it looks.</param>
public sealed record TextBlock(string Text, TextLook Look = TextLook.Body) : PrintBlock;

/// <summary>An empty stretch.</summary>
/// <param name="Points">Its height.</param>
public sealed record SpaceBlock(float Points) : PrintBlock;

/// <summary>A ruled table. Its first rows repeat on each page; a row is never cut unless it is taller than a page.</summary>
/// <param name="Widths">Shares of the width, one per column.</param>
/// <param name="Rows">Rows; the spans of each add up to the columns.</param>
/// <param name="HeaderRows">How many of the first rows repeat.</param>
public sealed record TableBlock(IReadOnlyList<float> Widths, IReadOnlyList<TableRow> Rows, int HeaderRows = 0) : PrintBlock;

/// <summary>A row.</summary>
/// <param name="Cells">Cells from left to right.</param>
/// <param name="MinimumHeight">Least height in points, for room to sign.</param>
public sealed record TableRow(IReadOnlyList<TableCell> Cells, float MinimumHeight = 0);

/// <summary>A cell.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Look">How it looks.</param>
/// <param name="Span">Columns it covers.</param>
public sealed record TableCell(string Text, CellLook Look = CellLook.Value, int Span = 1);

/// <summary>Looks of a paragraph.</summary>
public enum TextLook
{
    Body,
    Indented,
    Section,
    Small,
    Right,
    Strong,
}

/// <summary>Looks of a cell.</summary>
public enum CellLook
{
    Value,
    Label,
    Header,
    Number,
    Strong,
    StrongNumber,
    Small,
    Centred,
}

/// <summary>A printed document.</summary>
/// <param name="Pdf">The file; the same content gives the same bytes.</param>
/// <param name="Pages">Number of pages.</param>
/// <param name="ContentSha256">Hash of the content that stands at the foot of each page, lower-case hex.</param>
public sealed record PrintedDocument(byte[] Pdf, int Pages, string ContentSha256);
